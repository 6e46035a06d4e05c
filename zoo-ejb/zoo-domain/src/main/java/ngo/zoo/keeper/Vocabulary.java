package ngo.zoo.keeper;

import java.util.List;
import java.util.Optional;

/**
 * The 58 tokens of zoo-keeper-tiny: 16 function tokens, 10 digits, 8 rules, 24 signs. The numbers
 * are part of the model: another order needs other weights.
 */
@SuppressWarnings("EnumOrdinal") // the order of rules and signs is the order of their tokens
public final class Vocabulary {

  /** Fills the end of shorter sequences in a batch. */
  public static final int PAD = 0;

  /** Ends an experience, an answer or a verdict. */
  public static final int END = 1;

  /** Comes before the sign. */
  public static final int WHEN = 2;

  /** Opens a question. */
  public static final int TASK = 3;

  /** Names the sign of a review. */
  public static final int FOR = 4;

  /** Opens a review of attempts. */
  public static final int REVIEW = 5;

  /** Marks an attempt that was right. */
  public static final int OK = 6;

  /** Marks an attempt that was wrong. */
  public static final int BAD = 7;

  /** Comes between the findings of a review and its operation. */
  public static final int ARROW = 8;

  /** Operation: a new experience. */
  public static final int ADD = 9;

  /** Operation: another rule for a known sign. */
  public static final int MODIFY = 10;

  /** Operation: drop a wrong experience. */
  public static final int DELETE = 11;

  /** Operation: leave the library as it is. */
  public static final int KEEP = 12;

  /** Asks what the library holds for a sign. */
  public static final int HAVE = 13;

  /** Comes before the rule that worked. */
  public static final int GOOD = 14;

  /** Stands for no rule. */
  public static final int NONE = 15;

  private static final int FIRST_DIGIT = 16;
  private static final int FIRST_RULE = FIRST_DIGIT + 10;
  private static final int FIRST_SIGN = FIRST_RULE + Rule.values().length;

  /** How many tokens there are. */
  public static final int SIZE = FIRST_SIGN + Sign.values().length;

  private static final List<String> WORDS =
      List.of(
          "<pad>", ";", "when", "task", "for", "review", "ok", "bad", "=>", "add", "modify",
          "delete", "keep", "have", "good", "none");

  private Vocabulary() {}

  /** The token of a decimal digit. */
  public static int digit(int digit) {
    return FIRST_DIGIT + digit;
  }

  /** The token of a rule. */
  public static int rule(Rule rule) {
    return FIRST_RULE + rule.ordinal();
  }

  /** The token of a sign. */
  public static int sign(Sign sign) {
    return FIRST_SIGN + sign.ordinal();
  }

  /** The digit this token stands for, if it does. */
  public static Optional<Integer> asDigit(int token) {
    return token >= FIRST_DIGIT && token < FIRST_RULE
        ? Optional.of(token - FIRST_DIGIT)
        : Optional.empty();
  }

  /** The rule this token stands for, if it does. */
  public static Optional<Rule> asRule(int token) {
    return token >= FIRST_RULE && token < FIRST_SIGN
        ? Optional.of(Rule.values()[token - FIRST_RULE])
        : Optional.empty();
  }

  /** The token written alone, as in lists of log-probabilities. */
  public static String word(int token) {
    if (token < FIRST_DIGIT) {
      return WORDS.get(token);
    }
    if (token < FIRST_RULE) {
      return Integer.toString(token - FIRST_DIGIT);
    }
    return asRule(token).map(Rule::phrase).orElseGet(() -> asSign(token).word());
  }

  private static Sign asSign(int token) {
    return Sign.values()[token - FIRST_SIGN];
  }
}
