package ngo.zoo.governance.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.function.Predicate;
import ngo.zoo.ledger.rules.VoteShare;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Refusal;

/** Which values a governed parameter may take; asked before a vote on it can start. */
public enum ParameterRule {
  /** ISO 8601, one second to ten years. */
  PERIOD("an ISO 8601 period such as P7D or PT1H, at most ten years", ParameterRule::isPeriod),
  /** How long something is kept; nothing at all is a choice too. */
  RETENTION(
      "an ISO 8601 period of at most 90 days; PT0S keeps nothing", ParameterRule::isRetention),
  /** Whole basis points of something. */
  BASIS_POINTS("whole basis points, 0 to 10000", whole(0, 10_000)),
  /** A positive amount of KEEPER, less than ever can be. */
  KEEPER("a positive decimal amount of KEEPER, at most 1000000", ParameterRule::isAmount),
  /** A positive factor or rate. */
  DECIMAL(
      "a positive decimal number with at most 18 decimals, at most 1000000",
      ParameterRule::isAmount),
  /** Where a share goes that nobody earned. */
  FALLBACK("treasury, node or burn", Set.of("treasury", "node", "burn")::contains),
  /** A share of the sum of such shares; never zero, so that there is a sum to divide by. */
  WEIGHT(
      "a whole number, 1 to 10000; what counts is its share of the sum of the weights",
      whole(1, 10_000)),
  /** How much of a full library stays: never less than half. */
  REMAINDER("whole basis points, 5000 to 10000", whole(5000, 10_000)),
  /** How votes up and down become one figure. */
  VOTES("RAW or WILSON", Set.of(VoteShare.RAW.name(), VoteShare.WILSON.name())::contains),
  /** How answers are checked. */
  VERIFYING(
      "OPTIMISTIC, SAMPLED, REDUNDANT or HYBRID",
      Set.of("OPTIMISTIC", "SAMPLED", "REDUNDANT", "HYBRID")::contains),
  /** Of {@link ngo.zoo.routing.Strategy}; governance knows the words, not the classes. */
  CHOOSING(
      "PERFORMANCE, ROUND_ROBIN, STAKE_WEIGHTED, CHEAPEST or AFFINITY",
      Set.of("PERFORMANCE", "ROUND_ROBIN", "STAKE_WEIGHTED", "CHEAPEST", "AFFINITY")::contains),
  /** Of the checks; more tests than checks would cost more than they find. */
  PROBING("whole basis points, 0 to 5000", whole(0, 5000)),
  /** How many of something. */
  COUNT("a whole number, 1 to 100000", whole(1, 100_000)),
  /** How often in an hour. */
  HOURLY("a whole number per hour, 1 to 1000000000", whole(1, 1_000_000_000));

  private final String expected;
  private final Predicate<String> allows;

  ParameterRule(String expected, Predicate<String> allows) {
    this.expected = expected;
    this.allows = allows;
  }

  /** In the one spelling everybody reads alike: no sign, no zeros in front, no other digits. */
  private static Predicate<String> whole(int least, int most) {
    return value -> {
      int number = Integer.parseInt(value);
      return Integer.toString(number).equals(value) && number >= least && number <= most;
    };
  }

  private static boolean isPeriod(String value) {
    Duration period = Duration.parse(value);
    return period.compareTo(Duration.ofSeconds(1)) >= 0
        && period.compareTo(Duration.ofDays(3650)) <= 0;
  }

  private static boolean isRetention(String value) {
    Duration period = Duration.parse(value);
    return !period.isNegative() && period.compareTo(Duration.ofDays(90)) <= 0;
  }

  private static boolean isAmount(String value) {
    Amount amount = Amount.parse(Asset.KEEPER, value);
    return amount.units().signum() > 0
        && new BigDecimal(amount.decimal()).compareTo(new BigDecimal(1_000_000)) <= 0;
  }

  /** The rule of one parameter. */
  public static ParameterRule of(Parameter parameter) {
    return switch (parameter) {
      case VOTING_PERIOD,
          DISPUTE_WINDOW,
          PANEL_PERIOD,
          LEASE_TIME,
          REWARD_EPOCH,
          CREDIT_LIFETIME,
          UNBONDING,
          APPEAL_WINDOW,
          REPUTATION_HALF_LIFE,
          PRUNING_GRACE,
          NODE_SLOWEST,
          NODE_BENCHMARK,
          NODE_EJECTION,
          PAYMENT_TERM ->
          PERIOD;
      case TRANSCRIPT_RETENTION -> RETENTION;
      case SPLIT_FALLBACK -> FALLBACK;
      case QUALITY_ALPHA, QUALITY_BETA, QUALITY_GAMMA -> WEIGHT;
      case QUALITY_VOTES -> VOTES;
      case ROUTING_STRATEGY -> CHOOSING;
      case VERIFICATION -> VERIFYING;
      case PROBES -> PROBING;
      case PRUNING_TARGET -> REMAINDER;
      case REWARD_ALPHA, REWARD_BETA, REWARD_GAMMA, KEEPER_USD, COMPUTE_STAKE -> DECIMAL;
      case PROPOSAL_STAKE,
          EXPERIENCE_STAKE,
          FEE_KEEPER_TINY,
          FEE_QWEN3_4B,
          FEE_7B,
          FEE_32B,
          FEE_72B,
          FEE_DEEPSEEK_V3,
          REWARD_BUDGET,
          VERIFICATION_SAMPLED,
          VERIFICATION_REDUNDANT,
          CHALLENGE_BOND,
          NODE_STAKE ->
          KEEPER;
      case EXPERIENCE_WORDS,
          LIBRARY_CAPACITY,
          RETRIEVAL_TOP_K,
          REVENUE_SHARE_TOP,
          PANEL_QUORUM,
          NODE_THROUGHPUT,
          CREDITS_PER_HOUR ->
          COUNT;
      case FREE_TIER, ORGANISATION_RATE -> HOURLY;
      case QUORUM,
          LEASE_SHARE,
          NODE_SUCCESS,
          APPROVAL,
          SLASHING,
          RELEVANCE_FLOOR,
          RELEVANCE_MARGIN,
          DUPLICATE_FLOOR,
          SPLIT_BURN,
          SPLIT_NODE,
          SPLIT_CONTRIBUTORS,
          SPLIT_TREASURY,
          REVENUE_SHARE,
          CHALLENGE_REWARD,
          COMPUTE_FEE ->
          BASIS_POINTS;
    };
  }

  /**
   * @return the value without surrounding blanks
   * @throws Refusal {@code parameter-value} saying what is expected
   */
  public static String check(Parameter parameter, String value) {
    ParameterRule rule = of(parameter);
    String stripped = value.strip();
    if (stripped.length() > 40 || !rule.reads(stripped)) {
      throw Refusal.field("parameter-value", "value", parameter.key() + " is " + rule.expected);
    }
    return stripped;
  }

  private boolean reads(String value) {
    try {
      return allows.test(value);
    } catch (ArithmeticException | NumberFormatException | DateTimeParseException e) {
      return false;
    }
  }
}
