package ngo.zoo.routing;

/**
 * How an answer is checked, as its asker is told.
 *
 * @param mode as it holds for this answer: never {@code HYBRID}, which is one of the others by
 *     value
 * @param nodes how many computed the answer
 * @param agreed how many of them agreed
 */
public record Checking(VerificationMode mode, int nodes, int agreed) {
  /** One node's answer, open to challenge. */
  public static final Checking OPTIMISTIC = new Checking(VerificationMode.OPTIMISTIC, 1, 1);
}
