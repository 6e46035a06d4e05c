package ngo.zoo.persistence.rewards.epoch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.ContributionCredits;
import ngo.zoo.rewards.EpochFacts;
import ngo.zoo.rewards.EpochStatus;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.RewardKind;
import ngo.zoo.rewards.RewardPayout;
import ngo.zoo.rewards.rules.RewardRules;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/**
 * Computes what an epoch pays and pays it, in the caller's transactions. Nothing is minted: the
 * treasury fills the pools, the pools pay. Each pay-out has its own key in the journal, so it is
 * paid once however often a step is repeated.
 */
@ApplicationScoped
public class EpochPayments {
  @Inject private Journal journal;
  @Inject private EpochStore epochs;
  @Inject private EpochInputs inputs;
  @Inject private PayoutStore payouts;

  /** For the container. */
  public EpochPayments() {}

  public EpochPayments(
      Journal journal, EpochStore epochs, EpochInputs inputs, PayoutStore payouts) {
    this.journal = journal;
    this.epochs = epochs;
    this.inputs = inputs;
    this.payouts = payouts;
  }

  /**
   * Stores the pay-outs of a collected epoch and fills its pools; does nothing when that is done.
   *
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds} when the treasury was spent meanwhile
   */
  public void compute(int number, Instant now) {
    EpochView epoch = epochs.lock(number).orElseThrow();
    if (epoch.status() != EpochStatus.COLLECTED) {
      return;
    }
    Amount treasury = journal.balance(AccountKind.TREASURY, Journal.FOUNDATION, Asset.KEEPER);
    EpochFacts known = epoch.knownFacts();
    EpochFacts facts = new EpochFacts(known.totalStake(), known.feeIncome(), treasury);
    RewardRules.Result result = RewardRules.payouts(epoch.knownTerms(), facts, inputs.of(number));
    payouts.add(number, result.payouts());
    List<PostEntry> entries = new ArrayList<>();
    fill(entries, epoch, "rewards", AccountKind.REWARD_POOL, result.rewards());
    fill(entries, epoch, "revenue", AccountKind.REVENUE_POOL, result.revenue());
    journal.postAll(entries, now);
    epochs.computed(number, treasury, result);
  }

  private static void fill(
      List<PostEntry> entries, EpochView epoch, String what, AccountKind pool, Amount amount) {
    if (!amount.isZero()) {
      entries.add(
          new PostEntry(
              "epoch:" + epoch.number() + ":" + what,
              CauseKind.EPOCH,
              epoch.id(),
              "Epoch " + epoch.number() + ": " + what + " put aside",
              List.of(
                  line(AccountKind.TREASURY, Journal.FOUNDATION, amount.negate()),
                  line(pool, Journal.FOUNDATION, amount))));
    }
  }

  /** Pays these pay-outs of a computed epoch, all or none of them, each once. */
  public void pay(int number, List<RewardPayout> batch, ContributionCredits credits, Instant now) {
    EpochView epoch = epochs.epoch(number).orElseThrow();
    List<RewardPayout> money =
        batch.stream().filter(payout -> payout.kind() != RewardKind.CREDITS).toList();
    List<UUID> entries =
        journal.postAll(money.stream().map(payout -> entry(epoch, payout)).toList(), now);
    for (int i = 0; i < money.size(); i++) {
      payouts.paid(number, money.get(i), entries.get(i));
    }
    for (RewardPayout payout : batch) {
      if (payout.kind() == RewardKind.CREDITS) {
        payouts.paid(number, payout, grant(epoch, payout, credits, now));
      }
    }
  }

  /** Credits of an epoch that is paid late last from then on: none are over when they come. */
  private static UUID grant(
      EpochView epoch, RewardPayout payout, ContributionCredits credits, Instant now) {
    Duration lifetime = epoch.knownTerms().creditLifetime();
    Instant end = epoch.endsAt().plus(lifetime);
    return credits.grant(
        payout.payeeId(),
        payout.amount(),
        end.isAfter(now) ? end : now.plus(lifetime),
        "Contribution in reward epoch " + epoch.number(),
        key(epoch.number(), payout));
  }

  private static PostEntry entry(EpochView epoch, RewardPayout payout) {
    AccountKind pool =
        payout.kind() == RewardKind.REVENUE ? AccountKind.REVENUE_POOL : AccountKind.REWARD_POOL;
    return new PostEntry(
        key(epoch.number(), payout),
        CauseKind.EPOCH,
        epoch.id(),
        "Epoch " + epoch.number() + ": " + memo(payout.kind()),
        List.of(
            line(pool, Journal.FOUNDATION, payout.amount().negate()),
            line(payout.account(), payout.payeeId(), payout.amount())));
  }

  private static String memo(RewardKind kind) {
    return switch (kind) {
      case DATA -> "data reward";
      case EXPERIENCE -> "experience reward";
      case INFERENCE -> "inference reward";
      case REVENUE -> "revenue share";
      case CREDITS -> "inference credits";
    };
  }

  /** The pay-out's key in the journal. */
  static String key(int epoch, RewardPayout payout) {
    return "epoch:" + epoch + ":" + payout.kind() + ":" + payout.subjectId();
  }

  private static PostEntry.Line line(AccountKind kind, UUID owner, Amount amount) {
    return new PostEntry.Line(kind, owner, amount);
  }
}
