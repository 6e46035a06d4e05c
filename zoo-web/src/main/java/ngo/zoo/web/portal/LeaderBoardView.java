package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import ngo.zoo.rewards.EpochStatus;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.LeaderBoard;
import ngo.zoo.rewards.LeaderRow;
import ngo.zoo.rewards.service.Contributors;
import ngo.zoo.rewards.service.Epochs;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** The leader boards of one finished epoch, or of all. */
@Named
@RequestScoped
public class LeaderBoardView {
  private static final int EPOCHS_SHOWN = 12;

  @Inject Contributors contributors;
  @Inject Epochs service;

  private int epoch;
  private @Nullable List<LeaderRow> experiences;
  private @Nullable List<LeaderRow> answers;

  public List<LeaderRow> getExperiences() {
    if (experiences == null) {
      experiences = contributors.board(LeaderBoard.EXPERIENCES, epoch);
    }
    return experiences;
  }

  public List<LeaderRow> getAnswers() {
    if (answers == null) {
      answers = contributors.board(LeaderBoard.ANSWERS, epoch);
    }
    return answers;
  }

  /** The newest finished epochs. */
  public List<EpochView> getEpochs() {
    return service.page(PageRequest.first(EPOCHS_SHOWN)).items().stream()
        .filter(one -> one.status() != EpochStatus.OPEN)
        .toList();
  }

  public int getEpoch() {
    return epoch;
  }

  public void setEpoch(int epoch) {
    this.epoch = epoch;
  }
}
