package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.rewards.StakeReader;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.service.Staking;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Locks a stake: behind what, how much, then a second press that knows what it means. */
@Named
@ViewScoped
public class StakeLockView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Staking staking;
  @Inject Parameters parameters;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject Texts texts;
  @Inject Show show;

  private @Nullable String behind;
  private String amount = "";
  private @Nullable Amount reviewed;

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public List<StakeReader.Named> getNodes() {
    return staking.nodes(reader());
  }

  public Amount getNodeMinimum() {
    return staking.minimum(StakeRole.INFERENCE_NODE);
  }

  public Amount getComputeMinimum() {
    return staking.minimum(StakeRole.COMPUTE_PROVIDER);
  }

  /** First press: asks whether it is meant. */
  public void review() {
    try {
      reviewed = parsed(role().asset(), amount, texts);
    } catch (Refusal refusal) {
      refusals.show(refusal, "lock");
    }
  }

  public void reconsider() {
    reviewed = null;
  }

  /** Second press: locks it behind the chosen node, or behind the reader as provider. */
  public @Nullable String lock() {
    Amount meant = reviewed;
    if (meant == null) {
      return null;
    }
    try {
      staking.lock(reader(), role(), node(), meant);
      refusals.done("stakes.locked.done");
      return StakesView.PAGE;
    } catch (Refusal refusal) {
      reviewed = null;
      refusals.show(refusal, "lock");
      return null;
    }
  }

  /** What locking means: for whom it stands, how long it stays, what it may cost. */
  public List<String> getMeaning() {
    Parameter period = Parameter.UNBONDING;
    Parameter share = Parameter.SLASHING;
    return List.of(
        texts.of("stakes.lock.sure", show.amount(reviewed), label()),
        texts.of("stakes.lock.back", show.governed(period, parameters.text(period))),
        texts.of("stakes.lock.slash", show.governed(share, parameters.text(share))));
  }

  private String label() {
    return getNodes().stream()
        .filter(one -> one.id().equals(node()))
        .map(StakeReader.Named::name)
        .findFirst()
        .orElseGet(() -> texts.of("stakes.lock.compute"));
  }

  private StakeRole role() {
    return node() == null ? StakeRole.COMPUTE_PROVIDER : StakeRole.INFERENCE_NODE;
  }

  private @Nullable UUID node() {
    return getBehind().isEmpty() ? null : UUID.fromString(getBehind());
  }

  static Amount parsed(Asset asset, String decimal, Texts texts) {
    try {
      return Amount.parse(asset, decimal);
    } catch (NumberFormatException | ArithmeticException unreadable) {
      throw Refusal.field("stake-amount-invalid", "amount", texts.of("stakes.amount.wrong"));
    }
  }

  /** Null until the first press. */
  public @Nullable Amount getReviewed() {
    return reviewed;
  }

  /** A node's id, empty for compute; who runs a node is offered the first. */
  public String getBehind() {
    if (behind == null) {
      behind = getNodes().stream().findFirst().map(node -> node.id().toString()).orElse("");
    }
    return behind;
  }

  public void setBehind(@Nullable String behind) {
    this.behind = behind == null ? "" : behind;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(@Nullable String amount) {
    this.amount = amount == null ? "" : amount;
  }
}
