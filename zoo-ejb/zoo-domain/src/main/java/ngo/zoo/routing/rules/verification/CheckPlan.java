package ngo.zoo.routing.rules.verification;

import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is checked.
 *
 * @param nodes how many compute it before it is given, 1 or at least 3
 * @param probability of a check afterwards, in millionths
 */
public record CheckPlan(int nodes, int probability) {

  /** Fewer cannot outvote a wrong one. */
  public static final int LEAST_REDUNDANCY = 3;

  private static final int MOST_REDUNDANCY = 7;

  /**
   * From where on the hybrid mode checks more.
   *
   * @param sampled least fee that is sampled by the node's record
   * @param redundant least fee that several nodes compute
   */
  public record Values(Amount sampled, Amount redundant) {}

  /** By mode, value and the node's record. On probation all is checked, whatever the mode. */
  public static CheckPlan of(VerificationMode mode, Amount fee, Values values, TrackRecord record) {
    return switch (mode) {
      case OPTIMISTIC ->
          new CheckPlan(1, record.isOnProbation() ? TrackRecord.ALWAYS : TrackRecord.FLOOR);
      case SAMPLED -> new CheckPlan(1, record.probability());
      case REDUNDANT -> new CheckPlan(LEAST_REDUNDANCY, 0);
      case HYBRID -> of(byValue(fee, values), fee, values, record);
    };
  }

  static VerificationMode byValue(Amount fee, Values values) {
    if (fee.compareTo(values.redundant()) >= 0) {
      return VerificationMode.REDUNDANT;
    }
    return fee.compareTo(values.sampled()) >= 0
        ? VerificationMode.SAMPLED
        : VerificationMode.OPTIMISTIC;
  }

  /**
   * The probability of a check after the answer, by the governed mode and by the one its asker
   * chose, whichever is higher. What several nodes computed was checked by them.
   *
   * @param asked as the receipt has it; {@code REDUNDANT} when several nodes answered
   */
  public static int probability(
      VerificationMode governed,
      @Nullable VerificationMode asked,
      Amount fee,
      Values values,
      TrackRecord record) {
    if (asked == VerificationMode.REDUNDANT) {
      return 0;
    }
    CheckPlan plan = of(governed, fee, values, record);
    int least = asked == null ? 0 : of(asked, fee, values, record).probability;
    return plan.nodes > 1 ? TrackRecord.ALWAYS : Math.max(plan.probability, least);
  }

  /**
   * @return how many nodes compute an answer
   * @throws Refusal {@code redundancy-invalid}
   */
  public static int redundancy(int wanted) {
    if (wanted < LEAST_REDUNDANCY || wanted > MOST_REDUNDANCY) {
      throw Refusal.field(
          "redundancy-invalid",
          "zoo.redundancy",
          "zoo.redundancy is 1, or %d to %d nodes".formatted(LEAST_REDUNDANCY, MOST_REDUNDANCY));
    }
    return wanted;
  }
}
