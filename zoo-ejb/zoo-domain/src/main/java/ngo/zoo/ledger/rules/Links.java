package ngo.zoo.ledger.rules;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Addresses in a folded text: an experience must stand by itself and send nobody elsewhere. */
final class Links {
  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\w.+-]+ ?(?:@|[(\\[] ?at ?[)\\]]) ?[\\w-]+(?: ?(?:\\.|[(\\[] ?dot ?[)\\]]) ?[\\w-]+)+");

  private static final List<Pattern> LINKS =
      List.of(
          Pattern.compile("\\b[a-z][a-z0-9+.-]*:(?://|\\\\\\\\)\\S*"),
          Pattern.compile("\\bhxxps?\\b\\S*"),
          Pattern.compile("\\b(?:java|vb|live)script ?:\\S*"),
          Pattern.compile("\\bdata ?: ?[a-z]+/[a-z0-9.+-]+\\S*"),
          Pattern.compile("\\b(?:mailto|tel|sms|magnet|ipfs|file|blob) ?:[^\\s]\\S*"),
          Pattern.compile("\\bwww ?[.\\[]\\S*"),
          Pattern.compile("]\\s?\\([^)]*\\)?"),
          Pattern.compile("^ {0,3}\\[[^\\]]+]:.*", Pattern.MULTILINE),
          Pattern.compile("\\b[a-z0-9-]+ ?(?:[\\[(] ?(?:\\.|dot) ?[\\])]) ?[a-z]{2,}\\S*"),
          Pattern.compile("\\b[a-z0-9-]+ dot (?:com|org|net|io|dev|app|xyz|info)\\b"),
          Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?/[a-z]\\S*"));

  private static final String PLAIN =
      "com|org|edu|gov|mil|ngo|biz|xyz|online|site|website|shop|store|club|click|top|tech|cloud|blog"
          + "|onion|page|link|live|news|de|fr|ru|cn|uk|eu|ch|nl|se|dk|cz|jp|kr|br|au|ca|nz|za|ly|gl|gg"
          + "|tk|ml|ga|cf|gq|ws|cc|tv|su|ua|by|kz|ir|gr|pt|hu|ro|bg";
  private static final String ALSO_NAMES_IN_PROGRAMS = "net|io|ai|app|dev|info|me|co";
  private static final String ALSO_FILES_AND_WORDS = "[a-z]{2,}";
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?<![\\w.@-])([a-z0-9][a-z0-9-]*)((?:\\.[a-z0-9-]+)*)\\.(?:"
              + PLAIN
              + "|"
              + ALSO_NAMES_IN_PROGRAMS
              + ")(?![\\w-]|\\.\\w)(?:[:/?#]\\S*)?");
  private static final Pattern DOMAIN_WITH_PATH =
      Pattern.compile(
          "(?<![\\w./@-])[a-z0-9][a-z0-9-]*(?:\\.[a-z0-9-]+)*\\."
              + ALSO_FILES_AND_WORDS
              + "(?::\\d{2,5})?/(?:[a-z0-9._~%-]+\\S*)?");

  /** What programs call before a dot: {@code logger.info}, {@code asp.net}. */
  private static final Set<String> OF_PROGRAMS =
      Set.of(
          "asp",
          "vb",
          "ado",
          "ml",
          "java",
          "javax",
          "jakarta",
          "system",
          "sys",
          "os",
          "std",
          "socket",
          "logger",
          "log",
          "logging",
          "console",
          "df",
          "np",
          "pd",
          "self",
          "this",
          "e",
          "ctx",
          "process",
          "app",
          "module",
          "torch",
          "tf",
          "io",
          "fs",
          "window",
          "document");

  private Links() {}

  static List<MatchResult> emails(Folded text) {
    return EMAIL.matcher(plain(text)).results().toList();
  }

  static List<MatchResult> links(Folded text) {
    String plain = plain(text);
    Predicate<MatchResult> program = found -> OF_PROGRAMS.contains(found.group(1));
    List<MatchResult> found = Patterns.in(plain, LINKS);
    if (found.isEmpty()) {
      found = DOMAIN.matcher(plain).results().filter(program.negate()).toList();
    }
    return found.isEmpty() ? DOMAIN_WITH_PATH.matcher(plain).results().toList() : found;
  }

  /** Full stops of other scripts part domains as well (UTS 46). */
  private static String plain(Folded text) {
    return text.text().replace('。', '.').replace('․', '.');
  }
}
