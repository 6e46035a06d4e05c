package ngo.zoo.log;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical JSON (RFC 8785) for what the log commits to: maps, lists, strings, booleans, null and
 * whole numbers up to 2^53 in magnitude, so that every JSON parser reads back the same value.
 * Fractions are refused: record them as basis points or as strings. Strings are not normalised.
 */
public final class CanonicalJson {
  /** Largest magnitude of a number that a double holds exactly (RFC 7493, 2.2). */
  public static final long MAX_NUMBER = 1L << 53;

  private static final String SHORT_ESCAPES = "\b\t\n\f\r\"\\";
  private static final String SHORT_NAMES = "btnfr\"\\";

  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  /**
   * @return the one text of this object
   * @throws IllegalArgumentException for values outside the allowed types, numbers beyond 2^53 and
   *     strings with lone surrogates
   */
  public static String of(Map<String, ?> object) {
    CanonicalJson json = new CanonicalJson();
    json.object(object);
    return json.out.toString();
  }

  /**
   * Reads JSON strictly into maps (in the order of the text), lists, strings, longs, booleans and
   * null.
   *
   * @throws IllegalArgumentException for anything that is not one JSON object, for duplicate keys,
   *     fractions, numbers beyond 2^53, lone surrogates and text after the object
   */
  public static Map<String, @Nullable Object> parse(String text) {
    return new JsonReader(text).document();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(text);
      case Boolean flag -> out.append(flag.booleanValue());
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(inRange(number));
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      default ->
          throw new IllegalArgumentException("No canonical JSON for " + value.getClass().getName());
    }
  }

  private void object(Map<?, ?> map) {
    // String.compareTo orders by UTF-16 code units, as RFC 8785, 3.2.3 asks.
    TreeMap<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Object> member : sorted.entrySet()) {
      out.append(separator);
      string(member.getKey());
      out.append(':');
      value(member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void array(List<?> list) {
    out.append('[');
    for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
      value(items.next());
      if (items.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private void string(String text) {
    requireWellFormed(text);
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        out.append(text, from, i);
        character(c);
        from = i + 1;
      }
    }
    out.append(text, from, text.length()).append('"');
  }

  private void character(char c) {
    int escape = SHORT_ESCAPES.indexOf(c);
    if (escape >= 0) {
      out.append('\\').append(SHORT_NAMES.charAt(escape));
    } else if (c < 0x20) {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }

  static long inRange(long number) {
    if (number > MAX_NUMBER || number < -MAX_NUMBER) {
      throw new IllegalArgumentException("Number beyond 2^53: " + number);
    }
    return number;
  }

  static void requireWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException("Lone surrogate at " + i);
      }
    }
  }
}
