package ngo.zoo.shared;

import java.nio.charset.StandardCharsets;

/**
 * Writes JSON (RFC 8259) from front to back, members one after the other, numbers and raw JSON as
 * they are: for what every question writes, where a tree of objects would cost more than the text.
 * Whether brackets and names fit together is up to who writes.
 */
public final class JsonOut {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(512);

  public JsonOut open(char bracket) {
    separate();
    out.append(bracket);
    return this;
  }

  public JsonOut close(char bracket) {
    out.append(bracket);
    return this;
  }

  public JsonOut name(String name) {
    separate();
    quote(name);
    out.append(':');
    return this;
  }

  public JsonOut text(String value) {
    separate();
    quote(value);
    return this;
  }

  /** A whole number as an element. */
  public JsonOut number(long value) {
    separate();
    out.append(value);
    return this;
  }

  /** A finite number as an element. */
  public JsonOut number(double value) {
    separate();
    out.append(value);
    return this;
  }

  /** JSON as it stands. */
  public JsonOut raw(String json) {
    separate();
    out.append(json);
    return this;
  }

  public JsonOut member(String name, String value) {
    return name(name).text(value);
  }

  /** A member that says nothing. */
  public JsonOut none(String name) {
    return name(name).raw("null");
  }

  /** A member that stands as JSON already; null when it is empty. */
  public JsonOut rawOrNone(String name, String json) {
    return json.isEmpty() ? none(name) : name(name).raw(json);
  }

  public JsonOut member(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A finite number. */
  public JsonOut member(String name, double value) {
    name(name);
    out.append(value);
    return this;
  }

  public JsonOut member(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A comma, unless something was just opened or named. */
  private void separate() {
    if (!out.isEmpty()) {
      char last = out.charAt(out.length() - 1);
      if (last != '{' && last != '[' && last != ':') {
        out.append(',');
      }
    }
  }

  private void quote(String value) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(value, from, i);
        escape(c);
        from = i + 1;
      }
    }
    out.append(value, from, value.length()).append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
  }

  public byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
