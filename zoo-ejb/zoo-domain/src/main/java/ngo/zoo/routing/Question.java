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
   * @param moreJson further members of the message as the text of a JSON object, such as {@code
   *     tool_calls} or {@code tool_call_id}; empty for none
   */
  public record Message(String role, String content, String moreJson) {
    public Message(String role, String content) {
      this(role, content, "");
    }
  }
}
