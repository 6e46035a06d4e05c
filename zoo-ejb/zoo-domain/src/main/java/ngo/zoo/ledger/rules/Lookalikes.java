package ngo.zoo.ledger.rules;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Letters of other scripts that are read as Latin ones, and words that are made of them to seem
 * what they are not. Greek letters as in formulas ({@code Δt}, {@code μm}) stay ordinary.
 */
final class Lookalikes {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]{3,}");
  private static final Pattern STYLED =
      Pattern.compile("[\\x{1D400}-\\x{1D7CB}\\x{24B6}-\\x{24E9}\\x{1F130}-\\x{1F189}]{3,}");
  private static final int SHORTEST_FOREIGN = 4;
  private static final int SMALL_CAPITALS = 3;

  /** Small letters of the same shape, which a reader cannot tell from Latin ones. */
  private static final String SAME_SHAPE =
      "аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝw" + "οoνvιiκkυuαaρpχx" + "օoսuհhոn";

  /** Those of which only the capital has the shape, small capitals, and a few of phonetics. */
  private static final String LIKE_SHAPE =
      "вbкkмmнhтtьb"
          + "βbεeτtγyηnωw"
          + "ցgզq"
          + "ᴀaʙbᴄcᴅdᴇeɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz"
          + "ɑaɡgıiȷjɩiʋvƅbǀl";

  private static final Map<Integer, Integer> SAME = pairs(SAME_SHAPE);
  private static final Map<Integer, Integer> LATIN = pairs(SAME_SHAPE + LIKE_SHAPE);

  private Lookalikes() {}

  /** The Latin letter a lower-case letter looks like, else the letter itself. */
  static int latin(int lowerCase) {
    return LATIN.getOrDefault(lowerCase, lowerCase);
  }

  /** Words that pretend: of two scripts, foreign in a Latin text, or in letters of formulas. */
  static List<String> in(String text) {
    List<String> found = new ArrayList<>();
    STYLED.matcher(text).results().map(MatchResult::group).forEach(found::add);
    boolean latin = mostlyLatin(text);
    WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(word -> pretends(word, latin))
        .forEach(found::add);
    return found;
  }

  private static boolean pretends(String word, boolean amongLatin) {
    long latin = count(word, UnicodeScript.LATIN);
    long foreign = word.codePoints().filter(Lookalikes::isForeign).count();
    if (foreign == 0) {
      return smallCapitals(word);
    }
    return latin > 0
        ? foreignOf(word, LATIN) == foreign
        : amongLatin && foreign >= SHORTEST_FOREIGN && foreignOf(word, SAME) == foreign;
  }

  /** Small capitals are Latin by script, and no word of any language is written in them. */
  private static boolean smallCapitals(String word) {
    return word.codePoints()
            .filter(c -> c > 0x024F && !isForeign(c) && LATIN.containsKey(c))
            .count()
        >= SMALL_CAPITALS;
  }

  private static long foreignOf(String word, Map<Integer, Integer> looks) {
    return word.codePoints()
        .filter(c -> isForeign(c) && looks.containsKey(Character.toLowerCase(c)))
        .count();
  }

  private static boolean isForeign(int c) {
    UnicodeScript script = UnicodeScript.of(c);
    return script == UnicodeScript.CYRILLIC
        || script == UnicodeScript.GREEK
        || script == UnicodeScript.ARMENIAN;
  }

  private static Map<Integer, Integer> pairs(String pairs) {
    int[] points = pairs.codePoints().toArray();
    Map<Integer, Integer> map = new HashMap<>();
    for (int i = 0; i < points.length; i += 2) {
      map.put(points[i], points[i + 1]);
    }
    return Map.copyOf(map);
  }

  private static boolean mostlyLatin(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    return count(text, UnicodeScript.LATIN) * 2 > letters;
  }

  private static long count(String text, UnicodeScript script) {
    return text.codePoints()
        .filter(c -> Character.isLetter(c) && UnicodeScript.of(c) == script)
        .count();
  }
}
