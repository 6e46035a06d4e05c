package ngo.zoo.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the sentences of the keeper's world into tokens and the model's tokens into text. Case,
 * spacing and a final stop do not matter; any other departure is refused, because a token must
 * never be guessed.
 */
public final class PhraseTokenizer {

  private static final Pattern QUESTION =
      Pattern.compile(
          "\\s*the\\s+sign\\s+shows\\s+([a-z]+)\\s*:\\s*([0-9])\\s*([0-9])\\s*([0-9])\\s*([0-9])\\s*[.?]?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern EXPERIENCE =
      Pattern.compile(
          "\\s*when\\s+the\\s+sign\\s+shows\\s+([a-z]+)\\s*,\\s*([a-z' \u2019\\s]+?)\\s*\\.?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_TEXT = 500;

  private PhraseTokenizer() {}

  /** The task that a question such as "The sign shows otter: 4 0 7 2" sets. */
  public static Task readQuestion(String text) {
    Matcher matcher = QUESTION.matcher(text);
    if (text.length() > LONGEST_TEXT || !matcher.matches()) {
      throw new OutsideVocabularyException(whatQuestionsLookLike());
    }
    Sign sign =
        Sign.ofWord(matcher.group(1))
            .orElseThrow(() -> new OutsideVocabularyException(whatQuestionsLookLike()));
    return new Task(
        sign,
        new Digits(digit(matcher, 2), digit(matcher, 3), digit(matcher, 4), digit(matcher, 5)));
  }

  /** The fact that "When the sign shows otter, rotate the digits left." states. */
  public static Fact readExperience(String text) {
    Matcher matcher = EXPERIENCE.matcher(text);
    if (text.length() > LONGEST_TEXT || !matcher.matches()) {
      throw new OutsideVocabularyException(
          "zoo-keeper-tiny reads experiences like \"When the sign shows otter, rotate the digits"
              + " left.\"");
    }
    Optional<Sign> sign = Sign.ofWord(matcher.group(1));
    Optional<Rule> rule = Rule.ofPhrase(matcher.group(2));
    return new Fact(
        sign.orElseThrow(() -> new OutsideVocabularyException("Known signs: " + Sign.words())),
        rule.orElseThrow(() -> new OutsideVocabularyException("Known rules: " + rulePhrases())));
  }

  /** The tokens of a question. */
  public static List<Integer> tokens(Task task) {
    List<Integer> tokens = new ArrayList<>();
    tokens.add(Vocabulary.TASK);
    tokens.addAll(tokens(task.digits()));
    tokens.add(Vocabulary.WHEN);
    tokens.add(Vocabulary.sign(task.sign()));
    return List.copyOf(tokens);
  }

  /** The tokens of an experience. */
  public static List<Integer> tokens(Fact fact) {
    return List.of(
        Vocabulary.WHEN,
        Vocabulary.sign(fact.sign()),
        Vocabulary.rule(fact.rule()),
        Vocabulary.END);
  }

  /** The tokens of four digits. */
  public static List<Integer> tokens(Digits digits) {
    return digits.values().stream().map(Vocabulary::digit).toList();
  }

  /** The tokens of the answer that follows this rule. */
  public static List<Integer> answerTokens(Task task, Rule rule) {
    List<Integer> tokens = new ArrayList<>();
    tokens.add(Vocabulary.rule(rule));
    tokens.addAll(tokens(rule.apply(task.digits())));
    tokens.add(Vocabulary.END);
    return List.copyOf(tokens);
  }

  /** The text of an answer: the pieces of its tokens, joined. */
  public static String answerText(List<Integer> tokens) {
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      text.append(piece(token, text.isEmpty()));
    }
    return text.toString();
  }

  /** What one more token adds to an answer's text, so that an answer can be streamed. */
  public static String piece(int token, boolean first) {
    if (token == Vocabulary.END) {
      return ".";
    }
    if (first) {
      return Vocabulary.asRule(token).map(rule -> rule.capitalised() + ":").orElse(word(token));
    }
    return " " + word(token);
  }

  private static String word(int token) {
    return Vocabulary.word(token);
  }

  private static int digit(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static String whatQuestionsLookLike() {
    return "zoo-keeper-tiny understands only questions like \"The sign shows otter: 4 0 7 2\": four"
        + " digits and one of the signs "
        + Sign.words()
        + ".";
  }

  private static String rulePhrases() {
    return String.join("; ", List.of(Rule.values()).stream().map(Rule::phrase).toList());
  }
}
