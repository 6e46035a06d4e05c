package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) from front to back and builds nothing but what is asked for: an answer has
 * five members of interest among dozens, and its text is most of it. What is skipped is checked for
 * balance and strings only, so this reads what servers write; it does not validate.
 */
final class JsonCursor {
  private static final int DEEPEST = 64;

  private final String text;
  private int at;

  JsonCursor(String text) {
    this.text = text;
  }

  /** Steps into the object that comes next. */
  void enterObject() throws IOException {
    expect('{');
  }

  /** Name of the object's next member, whose value comes next; null after the last. */
  @Nullable String member() throws IOException {
    if (!more('}')) {
      return null;
    }
    String name = string();
    expect(':');
    return name;
  }

  /** Steps into the array that comes next. */
  void enterArray() throws IOException {
    expect('[');
  }

  /** Whether another element comes next; false after the last. */
  boolean element() throws IOException {
    return more(']');
  }

  private boolean more(char end) throws IOException {
    char next = peek();
    if (next == ',') {
      at++;
      next = peek();
    }
    if (next == end) {
      at++;
      return false;
    }
    return true;
  }

  /** First character of what comes next: a brace, bracket, quote, digit, minus, t, f or n. */
  char peek() throws IOException {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c;
      }
      at++;
    }
    throw malformed();
  }

  /** Whether nothing but white space is left. */
  boolean atEnd() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at == text.length();
  }

  /** The text that comes next; empty, with the value skipped, when it is no text. */
  String textOrEmpty() throws IOException {
    if (peek() == '"') {
      return string();
    }
    skip();
    return "";
  }

  /** The whole number that comes next; -1, with the value skipped, when it is none. */
  long wholeOrMinusOne() throws IOException {
    String raw = raw();
    try {
      return Long.parseLong(raw);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** What comes next as it stands; null reads as empty. */
  String rawOrEmpty() throws IOException {
    String raw = raw();
    return raw.equals("null") ? "" : raw;
  }

  /** What comes next as it stands. */
  String raw() throws IOException {
    peek();
    int from = at;
    skip();
    return text.substring(from, at);
  }

  /** Steps over what comes next. */
  void skip() throws IOException {
    int depth = 0;
    do {
      char c = peek();
      switch (c) {
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':' -> {
          if (depth == 0) {
            throw malformed();
          }
          at++;
        }
        case '"' -> skipString();
        default -> skipLiteral();
      }
      if (depth > DEEPEST || depth < 0) {
        throw malformed();
      }
    } while (depth > 0);
  }

  private void skipLiteral() throws IOException {
    int from = at;
    while (at < text.length() && isLiteral(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw malformed();
    }
  }

  private static boolean isLiteral(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || c == '-'
        || c == '+'
        || c == '.'
        || c == 'E'
        || c == 'N'
        || c == 'I';
  }

  private void skipString() throws IOException {
    at = endOfString(at + 1) + 1;
  }

  /** Index of the closing quote of a string whose content starts here. */
  private int endOfString(int from) throws IOException {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    throw malformed();
  }

  private String string() throws IOException {
    expect('"');
    int end = endOfString(at);
    int escape = text.indexOf('\\', at, end);
    String read = escape < 0 ? text.substring(at, end) : unescaped(at, end);
    at = end + 1;
    return read;
  }

  private String unescaped(int from, int end) throws IOException {
    StringBuilder out = new StringBuilder(end - from);
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
      } else if (text.charAt(++i) == 'u') {
        out.append(hex(i + 1, end));
        i += 4;
      } else {
        out.append(escaped(text.charAt(i)));
      }
    }
    return out.toString();
  }

  private char hex(int from, int end) throws IOException {
    try {
      return (char) Integer.parseInt(text, from, Math.min(from + 4, end), 16);
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> c;
    };
  }

  private void expect(char wanted) throws IOException {
    if (peek() != wanted) {
      throw malformed();
    }
    at++;
  }

  private static IOException malformed() {
    return new IOException("sent JSON that cannot be read");
  }
}
