package ngo.zoo.rewards.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.rewards.Stake;
import ngo.zoo.persistence.rewards.StakeRepository;
import ngo.zoo.persistence.rewards.StakeStatus;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.StakePurpose;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;

/** KEEPER locked behind a proposal or an experience; it keeps its vote while locked. */
@Stateless
public class Stakes {
  @Inject private StakeRepository stakes;
  @Inject private BusinessClock clock;
  @EJB private Accounts accounts;

  /**
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds}
   */
  public UUID lock(UUID memberId, Amount amount, StakePurpose purpose, UUID purposeId) {
    Stake stake = new Stake(memberId, amount, purpose, purposeId, clock.now());
    stakes.add(stake);
    post(
        stake,
        "lock",
        "Stake locked",
        new PostEntry.Line(AccountKind.MEMBER, memberId, amount.negate()),
        new PostEntry.Line(AccountKind.STAKE, memberId, amount));
    return stake.id();
  }

  /** Gives the stake back; idempotent. */
  public void giveBack(UUID stakeId) {
    end(stakeId, StakeStatus.RETURNED, AccountKind.MEMBER);
  }

  /** Burns the stake of what was rejected; idempotent. */
  public void burn(UUID stakeId) {
    end(stakeId, StakeStatus.BURNED, AccountKind.BURN);
  }

  public Amount locked(UUID memberId) {
    return accounts.balance(AccountKind.STAKE, memberId, Asset.KEEPER);
  }

  private void end(UUID stakeId, StakeStatus how, AccountKind to) {
    Stake stake = stakes.lock(stakeId).orElseThrow(() -> Refusal.notFound("stake", stakeId));
    if (stake.end(how, clock.now())) {
      UUID owner = to == AccountKind.BURN ? Accounts.FOUNDATION : stake.memberId();
      post(
          stake,
          "end",
          how == StakeStatus.BURNED ? "Stake burned" : "Stake returned",
          new PostEntry.Line(AccountKind.STAKE, stake.memberId(), stake.amount().negate()),
          new PostEntry.Line(to, owner, stake.amount()));
    }
  }

  private void post(Stake stake, String step, String memo, PostEntry.Line... lines) {
    accounts.post(
        new PostEntry(
            "stake:" + step + ":" + stake.id(), CauseKind.STAKE, stake.id(), memo, List.of(lines)));
  }
}
