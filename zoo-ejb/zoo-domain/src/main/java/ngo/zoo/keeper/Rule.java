package ngo.zoo.keeper;

import java.util.Locale;
import java.util.Optional;

/**
 * What a sign may ask for: a change of four digits. The order is the order of the model's tokens.
 */
public enum Rule {
  REVERSE("reverse the digits"),
  ROTATE_LEFT("rotate the digits left"),
  ROTATE_RIGHT("rotate the digits right"),
  ADD_ONE("add one to each digit"),
  SUBTRACT_ONE("subtract one from each digit"),
  COMPLEMENT("take the nine's complement of each digit"),
  SWAP_ENDS("swap the first and last digits"),
  SWAP_HALVES("swap the two halves");

  private final String phrase;

  Rule(String phrase) {
    this.phrase = phrase;
  }

  /** The rule as an instruction, in lower case and without a full stop. */
  public String phrase() {
    return phrase;
  }

  /** The rule's phrase at the start of a sentence. */
  public String capitalised() {
    return phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
  }

  /** What the rule makes of the digits; sums and differences are modulo ten. */
  public Digits apply(Digits digits) {
    int a = digits.first();
    int b = digits.second();
    int c = digits.third();
    int d = digits.fourth();
    return switch (this) {
      case REVERSE -> new Digits(d, c, b, a);
      case ROTATE_LEFT -> new Digits(b, c, d, a);
      case ROTATE_RIGHT -> new Digits(d, a, b, c);
      case ADD_ONE -> digits.each(x -> (x + 1) % 10);
      case SUBTRACT_ONE -> digits.each(x -> (x + 9) % 10);
      case COMPLEMENT -> digits.each(x -> 9 - x);
      case SWAP_ENDS -> new Digits(d, b, c, a);
      case SWAP_HALVES -> new Digits(c, d, a, b);
    };
  }

  /** The rule that this phrase names, whatever its case and spacing. */
  public static Optional<Rule> ofPhrase(String phrase) {
    String plain =
        phrase.strip().replaceAll("\\s+", " ").replace('\u2019', '\'').toLowerCase(Locale.ROOT);
    for (Rule rule : values()) {
      if (rule.phrase.equals(plain)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
