package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.ExperienceVoteView;
import ngo.zoo.ledger.Quality;
import ngo.zoo.ledger.VoteValue;
import ngo.zoo.ledger.rules.QualityRule;
import ngo.zoo.ledger.service.ExperienceRatings;
import ngo.zoo.ledger.service.Qualities;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The quality of an experience with its parts, and the reader's vote on it. Pressing the button
 * that is pressed takes the vote back. What the page shows after a press is read again, so it is
 * what counts.
 */
@Named
@RequestScoped
public class ExperienceQualityView {
  @Inject Qualities qualities;
  @Inject ExperienceRatings ratings;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable Quality quality;
  private @Nullable QualityRule rule;
  private @Nullable ExperienceVoteView vote;

  /** The parts as of now. */
  public Quality of(UUID experience) {
    if (quality == null) {
      quality = qualities.of(experience);
    }
    return quality;
  }

  /** The rule in force. */
  public QualityRule getRule() {
    if (rule == null) {
      rule = qualities.rule();
    }
    return rule;
  }

  /** A weight as a share of all three, in basis points, cut. */
  public int share(int weight) {
    QualityRule all = getRule();
    return weight * 10_000 / (all.alpha() + all.beta() + all.gamma());
  }

  /** Whether the reader may vote on it. */
  public boolean votable(ExperienceView experience) {
    return me.isMember()
        && experience.status() == ExperienceStatus.ADOPTED
        && !experience.authorId().equals(me.getId());
  }

  /** The reader's vote and how all stand; for members. */
  public ExperienceVoteView vote(UUID experience) {
    if (vote == null) {
      vote = ratings.of(caller(), experience);
    }
    return vote;
  }

  /** Votes, or takes the vote back when it is the one the reader has. */
  public void press(UUID experience, VoteValue value) {
    try {
      vote =
          vote(experience).value() == value
              ? ratings.takeBack(caller(), experience)
              : ratings.cast(caller(), experience, value);
      quality = null;
    } catch (Refusal refusal) {
      refusals.show(refusal, "quality");
    }
  }

  private Caller caller() {
    return me.caller().orElseThrow();
  }
}
