package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import ngo.zoo.governance.Support;
import ngo.zoo.governance.service.Proposals;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The vote panel: a choice, a reason, and a confirmation, because a ballot cannot be changed. */
@Named
@ViewScoped
public class VoteView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Proposals proposals;
  @Inject Me me;
  @Inject Texts texts;
  @Inject Refusals refusals;

  private @Nullable Support choice;
  private @Nullable String reason;
  private @Nullable Amount power;

  public void choose(Support support) {
    choice = support;
  }

  public void reconsider() {
    choice = null;
  }

  /** Casts the ballot and shows the proposal again, with the tally as it is now. */
  public @Nullable String cast(UUID proposalId) {
    Support support = choice;
    if (support == null) {
      return null;
    }
    try {
      proposals.castVote(
          me.caller().orElseThrow(), proposalId, support, reason == null ? "" : reason.strip());
      refusals.done("vote.done", texts.word(support));
      return "/proposal.xhtml?faces-redirect=true&id=" + proposalId;
    } catch (Refusal refusal) {
      choice = null;
      refusals.show(refusal, "vote");
      return null;
    }
  }

  /** What the reader's ballot would weigh. */
  public Amount power(UUID proposalId) {
    if (power == null) {
      power =
          me.caller()
              .map(c -> proposals.powerOf(c.id(), proposalId))
              .orElse(Amount.zero(Asset.KEEPER));
    }
    return power;
  }

  public @Nullable Support getChoice() {
    return choice;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }
}
