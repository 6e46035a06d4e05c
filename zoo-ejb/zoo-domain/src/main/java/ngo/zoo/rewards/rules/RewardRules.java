package ngo.zoo.rewards.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.EpochFacts;
import ngo.zoo.rewards.EpochTerms;
import ngo.zoo.rewards.RewardInput;
import ngo.zoo.rewards.RewardKind;
import ngo.zoo.rewards.RewardPayout;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/**
 * What an epoch pays (paper 6.3 and 10.2), in whole base units from first to last, rounded down.
 * The treasury pays the rewards first, then the revenue share, then the credits, each at most what
 * is left; when more is due than a pool has, the pool is divided in proportion to what is due.
 */
public final class RewardRules {
  private static final BigInteger BASIS_POINTS = BigInteger.valueOf(10_000);

  /**
   * @param payouts of more than zero, in the order of their kinds and subjects
   * @param rewards what the data, experience and inference rewards take
   * @param revenue what the revenue share takes
   * @param credits what the inference credits take
   */
  public record Result(List<RewardPayout> payouts, Amount rewards, Amount revenue, Amount credits) {
    public Result {
      payouts = List.copyOf(payouts);
    }
  }

  private RewardRules() {}

  /** α·|D|·Q(D). */
  public static BigInteger data(BigInteger alpha, BigInteger records, int qualityBp) {
    return alpha.multiply(records).multiply(BigInteger.valueOf(qualityBp)).divide(BASIS_POINTS);
  }

  /**
   * β·(up/(up+down))²·ln(1+usage). Nobody has voted: Laplace's rule of succession puts the share of
   * votes that is to be expected at one half, so a quarter of the reward is paid.
   */
  public static BigInteger experience(BigInteger beta, long up, long down, long usage) {
    boolean unvoted = up == 0 && down == 0;
    BigInteger liked = BigInteger.valueOf(unvoted ? 1 : up);
    BigInteger votes = unvoted ? BigInteger.TWO : liked.add(BigInteger.valueOf(down));
    return beta.multiply(liked.pow(2))
        .multiply(FixedPoint.ln(Math.addExact(usage, 1)))
        .divide(votes.pow(2).multiply(FixedPoint.ONE));
  }

  /** γ·n·(1+stake/total stake); where nobody has a stake, γ·n. */
  public static BigInteger inference(
      BigInteger gamma, BigInteger answers, BigInteger stake, BigInteger totalStake) {
    BigInteger flat = gamma.multiply(answers);
    return totalStake.signum() == 0
        ? flat
        : flat.multiply(totalStake.add(stake)).divide(totalStake);
  }

  /** Everything an epoch pays. */
  public static Result payouts(EpochTerms terms, EpochFacts facts, List<RewardInput> inputs) {
    BigInteger budget = terms.budget().units();
    BigInteger left = facts.treasury().units();
    List<RewardPayout> payouts = new ArrayList<>();
    BigInteger rewards =
        divide(
            payouts,
            some(inputs, RewardKind.DATA, RewardKind.INFERENCE),
            input -> due(terms, facts, input),
            budget.min(left));
    left = left.subtract(rewards);
    BigInteger share =
        facts
            .feeIncome()
            .units()
            .multiply(BigInteger.valueOf(terms.revenueShare()))
            .divide(BASIS_POINTS);
    BigInteger revenue =
        divideAll(payouts, some(inputs, RewardKind.REVENUE, RewardKind.REVENUE), share.min(left));
    left = left.subtract(revenue);
    BigInteger credits =
        divide(
            payouts,
            some(inputs, RewardKind.CREDITS, RewardKind.CREDITS),
            input -> due(terms, facts, input),
            budget.min(left));
    return new Result(
        payouts, Amount.keeper(rewards), Amount.keeper(revenue), Amount.keeper(credits));
  }

  private static BigInteger due(EpochTerms terms, EpochFacts facts, RewardInput input) {
    return switch (input.kind()) {
      case DATA -> data(terms.alpha().units(), input.quantity(), input.qualityBp());
      case EXPERIENCE ->
          experience(
              terms.beta().units(), input.up(), input.down(), input.quantity().longValueExact());
      case INFERENCE ->
          inference(
              terms.gamma().units(), input.quantity(), input.stake(), facts.totalStake().units());
      case REVENUE -> input.quantity();
      case CREDITS ->
          terms
              .creditFee()
              .units()
              .multiply(input.quantity())
              .multiply(BigInteger.valueOf(terms.creditsPerHour()));
    };
  }

  /** By kind and subject, so that the order, and with it who gets a last unit, is always one. */
  private static List<RewardInput> some(List<RewardInput> all, RewardKind from, RewardKind to) {
    return all.stream()
        .filter(input -> input.kind().compareTo(from) >= 0 && input.kind().compareTo(to) <= 0)
        .sorted(
            Comparator.comparing(RewardInput::kind)
                .thenComparing(input -> input.subjectId().toString()))
        .toList();
  }

  private interface Due {
    BigInteger of(RewardInput input);
  }

  /** Pays what is due, or the whole pool in proportion when more is due. Returns what it takes. */
  private static BigInteger divide(
      List<RewardPayout> payouts, List<RewardInput> inputs, Due due, BigInteger pool) {
    List<BigInteger> dues = inputs.stream().map(due::of).toList();
    BigInteger sum = dues.stream().reduce(BigInteger.ZERO, BigInteger::add);
    List<BigInteger> parts = sum.compareTo(pool) <= 0 ? dues : LargestRemainder.divide(pool, dues);
    return add(payouts, inputs, dues, parts);
  }

  /** Pays the whole pool in proportion to the quantities; nothing when there are none. */
  private static BigInteger divideAll(
      List<RewardPayout> payouts, List<RewardInput> inputs, BigInteger pool) {
    List<BigInteger> parts =
        LargestRemainder.divide(pool, inputs.stream().map(RewardInput::quantity).toList());
    return add(payouts, inputs, parts, parts);
  }

  private static BigInteger add(
      List<RewardPayout> payouts,
      List<RewardInput> inputs,
      List<BigInteger> dues,
      List<BigInteger> parts) {
    BigInteger taken = BigInteger.ZERO;
    for (int i = 0; i < inputs.size(); i++) {
      if (parts.get(i).signum() > 0) {
        payouts.add(payout(inputs.get(i), dues.get(i), parts.get(i)));
        taken = taken.add(parts.get(i));
      }
    }
    return taken;
  }

  private static RewardPayout payout(RewardInput input, BigInteger due, BigInteger amount) {
    boolean node = input.kind() == RewardKind.INFERENCE;
    return new RewardPayout(
        input.kind(),
        input.subjectId(),
        node ? AccountKind.NODE : AccountKind.MEMBER,
        node ? input.subjectId() : input.ownerId(),
        new Amount(Asset.KEEPER, due),
        new Amount(Asset.KEEPER, amount));
  }
}
