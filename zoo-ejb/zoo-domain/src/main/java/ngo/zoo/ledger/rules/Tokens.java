package ngo.zoo.ledger.rules;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words of a text as they count for sameness: lower case, without articles and punctuation,
 * contracted negations written out, small number words as digits. Signs and comparisons stay,
 * because "at least" must never equal "at most".
 */
public final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile("[-+]?\\p{N}+(?:[.,]\\p{N}+)*|[\\p{L}\\p{M}']+|!=|[=<>≤≥≠+*/%^]");
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");
  private static final Map<String, String> IRREGULAR_NEGATIONS =
      Map.of("cannot", "can not", "can't", "can not", "won't", "will not", "shan't", "shall not");
  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("zero", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"));

  private Tokens() {}

  /** In the order of the text. */
  public static List<String> of(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replace('’', '\'')
            .replace('−', '-');
    List<String> tokens = new ArrayList<>();
    TOKEN.matcher(plain).results().map(MatchResult::group).forEach(t -> addTo(tokens, t));
    return List.copyOf(tokens);
  }

  private static void addTo(List<String> tokens, String token) {
    for (String word : writtenOut(token).split(" ")) {
      if (!word.isEmpty() && !ARTICLES.contains(word)) {
        tokens.add(NUMBERS.getOrDefault(word, word));
      }
    }
  }

  private static String writtenOut(String token) {
    String irregular = IRREGULAR_NEGATIONS.get(token);
    if (irregular != null) {
      return irregular;
    }
    String bare = token.replaceAll("^'+|'+$", "");
    return bare.endsWith("n't") ? bare.substring(0, bare.length() - 3) + " not" : bare;
  }
}
