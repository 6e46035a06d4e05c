package ngo.zoo.gpu.ra.protocol;

import java.nio.charset.StandardCharsets;

/** Writes JSON members one after the other; numbers and raw JSON as they are. */
final class JsonOut {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(512);

  JsonOut open(char bracket) {
    separate();
    out.append(bracket);
    return this;
  }

  JsonOut close(char bracket) {
    out.append(bracket);
    return this;
  }

  JsonOut name(String name) {
    separate();
    quote(name);
    out.append(':');
    return this;
  }

  JsonOut text(String value) {
    separate();
    quote(value);
    return this;
  }

  /** JSON as it stands. */
  JsonOut raw(String json) {
    separate();
    out.append(json);
    return this;
  }

  JsonOut member(String name, String value) {
    return name(name).text(value);
  }

  JsonOut member(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A finite number. */
  JsonOut member(String name, double value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonOut member(String name, boolean value) {
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
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
