package ngo.zoo.ledger.rules;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Several patterns over one text. */
final class Patterns {
  private Patterns() {}

  /** Every match of every pattern. */
  static List<MatchResult> in(String text, List<Pattern> patterns) {
    return patterns.stream().flatMap(pattern -> pattern.matcher(text).results()).toList();
  }
}
