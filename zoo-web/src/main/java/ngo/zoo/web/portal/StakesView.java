package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.SlashFile;
import ngo.zoo.rewards.SlashState;
import ngo.zoo.rewards.StandingStakeView;
import ngo.zoo.rewards.UnbondingState;
import ngo.zoo.rewards.UnbondingView;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.rewards.service.Slashing;
import ngo.zoo.rewards.service.Staking;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The reader's stakes: withdraw, put back, appeal. {@link StakeLockView} locks them. */
@Named
@ViewScoped
public class StakesView implements Serializable {
  private static final long serialVersionUID = 1;
  static final String PAGE = "/stakes.xhtml?faces-redirect=true";

  @Inject Staking staking;
  @Inject Slashing slashing;
  @Inject Accounts accounts;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject Texts texts;

  private @Nullable StandingStakeView chosen;
  private String withdrawal = "";
  private @Nullable SlashFile appealed;
  private String appeal = "";

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public List<StandingStakeView> getRows() {
    return staking.mine(reader());
  }

  public List<UnbondingView> getUnbondings() {
    return staking.unbondings(reader());
  }

  public List<SlashFile> getSlashes() {
    return slashing.mine(reader());
  }

  /** With what stands ready for the reader's questions: it comes back when they rest. */
  public Amount getKeeper() {
    return accounts.spendable(AccountKind.MEMBER, reader().id(), Asset.KEEPER);
  }

  /** What of it cannot be locked yet. */
  public Amount getLeased() {
    return getKeeper().minus(available(Asset.KEEPER));
  }

  public Amount getZen() {
    return available(Asset.ZEN);
  }

  private Amount available(Asset asset) {
    return accounts.balance(AccountKind.MEMBER, reader().id(), asset);
  }

  /** The role's minimum, as a stake of it needs. */
  public Amount minimum(StandingStakeView stake) {
    return staking.minimum(stake.role());
  }

  public boolean counts(StandingStakeView stake) {
    return stake.counts(minimum(stake));
  }

  public boolean open(UnbondingView row) {
    return row.state() == UnbondingState.UNBONDING;
  }

  public boolean appealable(SlashFile row) {
    return row.slash().state() == SlashState.OPEN;
  }

  /** Opens the form that asks for a part or all of a stake. */
  public void choose(StandingStakeView stake) {
    chosen = stake;
    withdrawal = stake.locked().decimal();
  }

  public void reconsider() {
    chosen = null;
    appealed = null;
  }

  public @Nullable String withdraw() {
    StandingStakeView stake = chosen;
    if (stake == null) {
      return null;
    }
    try {
      Asset asset = stake.locked().asset();
      staking.withdraw(reader(), stake.id(), StakeLockView.parsed(asset, withdrawal, texts));
      refusals.done("stakes.withdrawn.done");
      return PAGE;
    } catch (Refusal refusal) {
      refusals.show(refusal, "withdraw");
      return null;
    }
  }

  public @Nullable String cancel(UUID unbonding) {
    try {
      staking.cancel(reader(), unbonding);
      refusals.done("stakes.cancelled.done");
      return PAGE;
    } catch (Refusal refusal) {
      refusals.show(refusal, "unbonding");
      return null;
    }
  }

  /** Opens the form of the one objection. */
  public void object(SlashFile slash) {
    appealed = slash;
  }

  public @Nullable String sendAppeal() {
    SlashFile slash = appealed;
    if (slash == null) {
      return null;
    }
    try {
      slashing.appeal(reader(), slash.slash().id(), appeal);
      refusals.done("stakes.appealed.done");
      return PAGE;
    } catch (Refusal refusal) {
      refusals.show(refusal, "appeal");
      return null;
    }
  }

  public @Nullable StandingStakeView getChosen() {
    return chosen;
  }

  public @Nullable SlashFile getAppealed() {
    return appealed;
  }

  public String getWithdrawal() {
    return withdrawal;
  }

  public void setWithdrawal(@Nullable String withdrawal) {
    this.withdrawal = withdrawal == null ? "" : withdrawal;
  }

  public String getAppeal() {
    return appeal;
  }

  public void setAppeal(@Nullable String appeal) {
    this.appeal = appeal == null ? "" : appeal;
  }
}
