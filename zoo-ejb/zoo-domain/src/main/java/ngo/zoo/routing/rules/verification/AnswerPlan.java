package ngo.zoo.routing.rules.verification;

import ngo.zoo.routing.Checking;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * How one question is answered: by how many nodes, and how the answer is checked. A question may
 * ask for more than the governed mode and never for less; and the governed mode multiplies nobody's
 * price: only who asks for several nodes has, and pays, several.
 *
 * @param mode never {@code HYBRID}
 * @param nodes 1 or at least {@link CheckPlan#LEAST_REDUNDANCY}
 */
public record AnswerPlan(VerificationMode mode, int nodes) {

  /**
   * @param options checked by {@link ngo.zoo.routing.rules.QuestionRules}
   * @param price of an answer by one node
   */
  public static AnswerPlan of(
      QuestionOptions options, VerificationMode governed, Amount price, CheckPlan.Values values) {
    if (options.redundancy() > 1) {
      return new AnswerPlan(VerificationMode.REDUNDANT, options.redundancy());
    }
    VerificationMode asked = resolved(options.verification(), price, values);
    if (asked == VerificationMode.REDUNDANT) {
      return new AnswerPlan(asked, CheckPlan.LEAST_REDUNDANCY);
    }
    boolean optimistic =
        asked == VerificationMode.OPTIMISTIC
            && resolved(governed, price, values) == VerificationMode.OPTIMISTIC;
    return new AnswerPlan(optimistic ? VerificationMode.OPTIMISTIC : VerificationMode.SAMPLED, 1);
  }

  private static VerificationMode resolved(
      @Nullable VerificationMode mode, Amount price, CheckPlan.Values values) {
    if (mode == null) {
      return VerificationMode.OPTIMISTIC;
    }
    return mode == VerificationMode.HYBRID ? CheckPlan.byValue(price, values) : mode;
  }

  /** Whether several nodes compute it. */
  public boolean isRedundant() {
    return nodes > 1;
  }

  /** What the asker of one node's answer is told. */
  public Checking told() {
    return new Checking(mode, nodes, nodes);
  }
}
