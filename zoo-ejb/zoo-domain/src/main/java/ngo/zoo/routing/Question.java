package ngo.zoo.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question as a partner or a member asks it.
 *
 * @param domain library to draw experiences from; null for the model's default
 * @param experiences false asks the bare model
 * @param seed null lets the operator choose
 */
public record Question(
    String model,
    List<Message> messages,
    @Nullable String domain,
    boolean experiences,
    double temperature,
    double topP,
    int maxTokens,
    List<String> stop,
    @Nullable Long seed,
    QuestionOptions options) {
  public Question {
    messages = List.copyOf(messages);
    stop = List.copyOf(stop);
  }

  /** A question for one plain answer. */
  public Question(
      String model,
      List<Message> messages,
      @Nullable String domain,
      boolean experiences,
      double temperature,
      double topP,
      int maxTokens,
      List<String> stop,
      @Nullable Long seed) {
    this(
        model,
        messages,
        domain,
        experiences,
        temperature,
        topP,
        maxTokens,
        stop,
        seed,
        QuestionOptions.NONE);
  }

  /**
   * A chat message: role system, user, assistant or tool.
   *
   * @param content may be empty for an assistant that called tools
   * @param toolCallsJson OpenAI's array of the tool calls an assistant made, empty for none
   * @param toolCallId which call a message of the role tool answers, else empty
   */
  public record Message(String role, String content, String toolCallsJson, String toolCallId) {
    public Message(String role, String content) {
      this(role, content, "", "");
    }
  }
}
