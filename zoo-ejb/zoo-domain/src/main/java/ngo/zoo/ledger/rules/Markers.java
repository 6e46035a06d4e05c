package ngo.zoo.ledger.rules;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Marks in a folded text that machines read otherwise than people: code, tags, chat templates. */
final class Markers {
  private static final List<Pattern> CODE =
      List.of(Pattern.compile("`{3,}.*|~{3,}.*", Pattern.DOTALL), Pattern.compile("`[^`\n]+`"));

  private static final String TYPE_ARGUMENT =
      "(?!(?<=[a-z0-9])<(?:string|integer|int|long|double|float|boolean|character|object|number"
          + "|any|void|t|k|v|e|r|u8|i32|u32|i64|f64)>)";
  private static final List<Pattern> MARKUP =
      List.of(
          Pattern.compile(
              TYPE_ARGUMENT + "<\\s*/?[a-z][a-z0-9:_-]*(?:\\s+[a-z:_-]+\\s*=[^>]*|\\s*/?)>"),
          Pattern.compile(
              "<\\s*(?:script|iframe|img|svg|style|object|embed|link|meta|body)\\b[^>]*"),
          Pattern.compile("<!--|<!\\[|<!doctype|<\\?(?:xml|php)|]]>"),
          Pattern.compile("&(?:#x?[0-9a-f]{2,6}|lt|gt|amp|quot|apos|nbsp);"),
          Pattern.compile("\\{\\{.*?(?:}}|$)|\\{%.*?(?:%}|$)|\\$\\{[^}]*}?"));

  private static final String SPEAKER =
      "(?:system|assistant|developer|user|human|ai|bot|model|instructions?|prompt)";
  private static final List<Pattern> ROLES =
      List.of(
          Pattern.compile("<\\s?\\|[^|>]{0,40}\\|?\\s?>?"),
          Pattern.compile("\\[\\s?/?\\s?(?:inst|sys|" + SPEAKER + ")\\s?]"),
          Pattern.compile("<<\\s?/?\\s?sys\\s?>>"),
          Pattern.compile("</?s>"),
          Pattern.compile(
              "(?:^|[\\n.;!?,\"'(\\]>|*#-])\\s*\\**"
                  + SPEAKER
                  + "(?: (?:message|prompt))?\\**\\s?:(?!:)"),
          Pattern.compile(
              "#{1,6}\\s?(?:" + SPEAKER + "|response|input|output|context|task|end)\\b"),
          Pattern.compile(
              "\\b(?:begin|end|start)(?: of)? (?:the )?(?:system|developer|user)? ?(?:prompt|instructions?)\\b"),
          Pattern.compile(
              "(?:<|\\b)(?:im_start|im_end|endoftext|eot_id|start_header_id)(?:>|\\b)"));

  private static final List<Pattern> ENCODED =
      List.of(
          Pattern.compile("[a-z0-9+/_=]{40,}"),
          Pattern.compile("(?:[0-9a-f]{2}[ :]){12,}"),
          Pattern.compile("(?:[01]{8} ?){4,}"),
          Pattern.compile(
              "(?:%[0-9a-f]{2}){3,}|(?:\\\\x[0-9a-f]{2}){2,}|(?:\\\\u\\{?[0-9a-f]{4,6}}?)+"));

  private Markers() {}

  static List<MatchResult> code(Folded text) {
    return Patterns.in(text.text(), CODE);
  }

  static List<MatchResult> markup(Folded text) {
    return Patterns.in(text.text(), MARKUP);
  }

  static List<MatchResult> roles(Folded text) {
    return Patterns.in(text.text(), ROLES);
  }

  static List<MatchResult> encoded(Folded text) {
    return Patterns.in(text.text(), ENCODED);
  }
}
