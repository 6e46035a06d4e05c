package ngo.zoo.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small strict JSON parser (RFC 8259, narrowed to I-JSON without fractions) for verifiers, who
 * must refuse any text that two parsers could read differently.
 */
final class JsonReader {
  private static final int MAX_DEPTH = 64;
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  Map<String, @Nullable Object> document() {
    skipSpace();
    Map<String, @Nullable Object> object = object();
    skipSpace();
    if (at != text.length()) {
      throw wrong("text after the object");
    }
    return object;
  }

  private @Nullable Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", Boolean.TRUE);
      case 'f' -> literal("false", Boolean.FALSE);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    enter('{');
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (!closes('}')) {
      do {
        skipSpace();
        member(members);
        skipSpace();
      } while (separated('}'));
    }
    depth--;
    return members;
  }

  private void member(Map<String, @Nullable Object> members) {
    String name = string();
    skipSpace();
    expect(':');
    skipSpace();
    if (members.containsKey(name)) {
      throw wrong("duplicate key");
    }
    members.put(name, value());
  }

  private List<@Nullable Object> array() {
    enter('[');
    List<@Nullable Object> items = new ArrayList<>();
    if (!closes(']')) {
      do {
        skipSpace();
        items.add(value());
        skipSpace();
      } while (separated(']'));
    }
    depth--;
    return items;
  }

  private String string() {
    expect('"');
    StringBuilder read = new StringBuilder();
    for (char c = take(); c != '"'; c = take()) {
      if (c < 0x20) {
        throw wrong("control character in a string");
      }
      read.append(c == '\\' ? escape() : c);
    }
    String string = read.toString();
    CanonicalJson.requireWellFormed(string);
    return string;
  }

  private char escape() {
    char c = take();
    if (c == 'u') {
      return codeUnit();
    }
    int escape = ESCAPES.indexOf(c);
    if (escape < 0) {
      throw wrong("unknown escape");
    }
    return ESCAPED.charAt(escape);
  }

  private char codeUnit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = take();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw wrong("bad \\u escape");
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  private Long number() {
    int start = at;
    while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    if (!digits.matches("0|-?[1-9][0-9]{0,15}")) {
      throw wrong("not a whole number up to 2^53");
    }
    return CanonicalJson.inRange(Long.parseLong(digits));
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("unknown word");
    }
    at += word.length();
    return value;
  }

  private void enter(char open) {
    expect(open);
    if (++depth > MAX_DEPTH) {
      throw wrong("nested too deep");
    }
    skipSpace();
  }

  private boolean closes(char close) {
    boolean closed = peek() == close;
    if (closed) {
      at++;
    }
    return closed;
  }

  private boolean separated(char close) {
    char c = take();
    if (c != ',' && c != close) {
      throw wrong("expected , or " + close);
    }
    return c == ',';
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char expected) {
    if (take() != expected) {
      throw wrong("expected " + expected);
    }
  }

  private char take() {
    char c = peek();
    at++;
    return c;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("unexpected end");
    }
    return text.charAt(at);
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("Bad JSON at character " + at + ": " + what);
  }
}
