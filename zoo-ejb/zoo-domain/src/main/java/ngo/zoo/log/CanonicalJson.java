package ngo.zoo.log;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Canonical JSON (RFC 8785) of maps, lists, strings, booleans and longs. */
public final class CanonicalJson {
  private CanonicalJson() {}

  public static String of(Map<String, ?> object) {
    return value(object);
  }

  private static String value(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          new TreeMap<Object, Object>(map)
              .entrySet().stream()
                  .map(e -> quote((String) e.getKey()) + ":" + value(e.getValue()))
                  .collect(Collectors.joining(",", "{", "}"));
      case List<?> list ->
          list.stream().map(CanonicalJson::value).collect(Collectors.joining(",", "[", "]"));
      case String text -> quote(text);
      case Boolean bool -> bool.toString();
      case Long number -> number.toString();
      case Integer number -> number.toString();
      default -> throw new IllegalArgumentException("expected JSON, found " + value.getClass());
    };
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }
}
