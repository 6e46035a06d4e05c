package ngo.zoo.ledger.rules;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ngo.zoo.ledger.TextCheck;
import org.jspecify.annotations.Nullable;

/**
 * The form of an experience (paper 5.1): one sentence "When [context], [action]" of few words, in
 * characters a reader sees. Errors refuse; a sentence that only misses the form gets a warning that
 * says what to change; what {@link HoldRules} finds waits for a person.
 */
public final class TextRules {
  /** Words are counted at spaces; this bounds scripts that are written without them. */
  public static final int MOST_CHARACTERS = 400;

  private static final Pattern FORM = Pattern.compile("When\\s+[^,]*[^,\\s][^,]*,\\s*\\S.*");

  private TextRules() {}

  /** What is stored and committed to: NFC (canonical JSON does not normalise), single spaces. */
  public static String normalise(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip().replaceAll(" {2,}", " ");
  }

  /** An example's side as it is stored: NFC, without blanks around it; its lines stay. */
  public static String normaliseExample(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
  }

  /**
   * @param mostWords the governed limit
   */
  public static TextCheck check(String raw, int mostWords) {
    String text = normalise(raw);
    int words = words(text);
    List<String> errors = errors(text, words, mostWords);
    return errors.isEmpty()
        ? new TextCheck(words, errors, formWarnings(text), HoldRules.of("text", text))
        : new TextCheck(words, errors, List.of(), List.of());
  }

  /** What is wrong with an example's input or output; these may have several lines. */
  public static List<String> checkExample(@Nullable String text) {
    List<String> errors = new ArrayList<>();
    if (text == null || text.isBlank() || text.length() > MOST_CHARACTERS) {
      errors.add("Give each input and output, at most " + MOST_CHARACTERS + " characters long.");
      return errors;
    }
    Characters.firstForbidden(text, true).ifPresent(c -> errors.add(forbidden(c)));
    return errors;
  }

  private static int words(String text) {
    return text.isEmpty() ? 0 : text.split("\\s+").length;
  }

  private static List<String> errors(String text, int words, int mostWords) {
    List<String> errors = new ArrayList<>();
    if (Tokens.of(text).isEmpty()) {
      errors.add("Write the experience as a sentence.");
    }
    if (words > mostWords) {
      errors.add("Use at most " + mostWords + " words; these are " + words + ".");
    }
    if (text.codePointCount(0, text.length()) > MOST_CHARACTERS) {
      errors.add("Use at most " + MOST_CHARACTERS + " characters.");
    }
    Characters.firstForbidden(text, false).ifPresent(c -> errors.add(forbidden(c)));
    return errors;
  }

  private static String forbidden(String codePoint) {
    return "Remove the character "
        + codePoint
        + ": only visible characters and plain spaces are allowed.";
  }

  private static List<String> formWarnings(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      return List.of();
    }
    List<String> warnings = new ArrayList<>();
    if (!text.startsWith("When ")) {
      warnings.add("Start with \"When\" and the situation the experience is for.");
    }
    if (text.indexOf(',') < 0) {
      warnings.add("Put a comma between the situation and what to do: \"When …, do …\".");
    } else if (warnings.isEmpty()) {
      warnings.add("Name the situation before the comma and what to do after it.");
    }
    return warnings;
  }
}
