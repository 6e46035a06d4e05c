package ngo.zoo.routing.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.Question.Message;
import ngo.zoo.shared.Refusal;

/** Which questions are taken at all, whatever the model thinks of them. */
public final class QuestionRules {
  static final int MOST_MESSAGES = 64;
  static final int MOST_BYTES = 32 * 1024;
  static final int MOST_TOKENS = 1024;
  static final int MOST_STOPS = 4;
  static final int LONGEST_STOP = 64;
  private static final Set<String> ROLES = Set.of("system", "user", "assistant");

  private QuestionRules() {}

  /**
   * @throws Refusal {@code question-invalid} naming the field
   */
  public static void check(Question question) {
    checkMessages(question.messages());
    require(
        question.maxTokens() >= 1 && question.maxTokens() <= MOST_TOKENS,
        "max_tokens",
        "max_tokens must be 1 to " + MOST_TOKENS);
    require(
        question.temperature() >= 0 && question.temperature() <= 2,
        "temperature",
        "temperature must be 0 to 2");
    require(
        question.topP() > 0 && question.topP() <= 1,
        "top_p",
        "top_p must be above 0 and at most 1");
    checkStops(question.stop());
  }

  /** The text experiences are looked up for: what the user said last. */
  public static String lastUserText(Question question) {
    return question.messages().reversed().stream()
        .filter(message -> message.role().equals("user"))
        .map(Message::content)
        .findFirst()
        .orElseThrow(() -> invalid("messages", "one message must have the role user"));
  }

  private static void checkMessages(List<Message> messages) {
    require(
        !messages.isEmpty() && messages.size() <= MOST_MESSAGES,
        "messages",
        "there must be 1 to " + MOST_MESSAGES + " messages");
    long bytes = 0;
    for (Message message : messages) {
      require(
          ROLES.contains(message.role()), "messages", "a role is one of system, user, assistant");
      require(isText(message.content()), "messages", "a content holds half a character");
      bytes += message.content().getBytes(StandardCharsets.UTF_8).length;
    }
    require(bytes <= MOST_BYTES, "messages", "all contents together may have 32 KiB");
  }

  private static void checkStops(List<String> stops) {
    boolean fits =
        stops.size() <= MOST_STOPS
            && stops.stream()
                .allMatch(s -> !s.isEmpty() && s.length() <= LONGEST_STOP && isText(s));
    require(fits, "stop", "stop may hold 4 texts of 1 to 64 characters");
  }

  /** A lone surrogate has no UTF-8 and so no hash. */
  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static void require(boolean holds, String field, String detail) {
    if (!holds) {
      throw invalid(field, detail);
    }
  }

  private static Refusal invalid(String field, String detail) {
    return Refusal.field("question-invalid", field, detail);
  }
}
