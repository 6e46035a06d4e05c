package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigInteger;
import ngo.zoo.rewards.BoardName;
import ngo.zoo.rewards.Standing;
import ngo.zoo.rewards.service.Contributors;
import ngo.zoo.rewards.service.Reputations;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import org.jspecify.annotations.Nullable;

/** The reader's reputation, and how the leader boards call the reader. */
@Named
@ViewScoped
public class StandingView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Reputations reputations;
  @Inject Contributors contributors;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable Standing standing;

  private Standing standing() {
    if (standing == null) {
      standing = reputations.own(me.caller().orElseThrow());
    }
    return standing;
  }

  public Amount getProvider() {
    return amount(standing().provider());
  }

  public Amount getContributor() {
    return amount(standing().contributor());
  }

  public Amount getPayer() {
    return amount(standing().payer());
  }

  /** Whether the reader can stand on a board at all. */
  public boolean isPerson() {
    return me.caller().filter(caller -> caller.kind() == Caller.Kind.PERSON).isPresent();
  }

  public BoardName getName() {
    return contributors.boardName(me.caller().orElseThrow());
  }

  /** Shows the reader's name on the boards, or the label again. */
  public void turn() {
    BoardName now = contributors.nameOnBoards(me.caller().orElseThrow(), !getName().named());
    refusals.done(now.named() ? "board.named.done" : "board.label.done");
  }

  private static Amount amount(BigInteger units) {
    return Amount.keeper(units);
  }
}
