package ngo.zoo.ledger.rules;

/**
 * When two experiences say the same: the same tokens in the same order, hence with the same
 * negations and numbers. Cosine alone cannot tell: with the operator's encoder contradictions lie
 * at 0.94 to 0.97 and paraphrases at 0.81 to 0.90, so nearness only proposes, never refuses.
 */
public final class DuplicateRule {
  private DuplicateRule() {}

  /** Two texts are the same exactly when their keys are; unique per library in the database. */
  public static String key(String text) {
    return String.join(" ", Tokens.of(text));
  }

  public static boolean same(String one, String other) {
    return key(one).equals(key(other));
  }
}
