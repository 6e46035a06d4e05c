package ngo.zoo.gpu;

import java.util.List;
import java.util.UUID;

/**
 * What a backend is asked.
 *
 * @param queryId sealed into the result
 * @param experiences advice handed over beside the messages: a Zoo node gets a field and renders
 *     it, any other backend a labelled message before the last question
 * @param temperature 0 for greedy
 * @param topP nucleus share in (0, 1]
 * @param seed chosen by the operator; same seed, same text
 * @param extras what only some backends can do
 */
public record GenerationRequest(
    UUID queryId,
    String model,
    List<Message> messages,
    List<InjectedExperience> experiences,
    double temperature,
    double topP,
    int maxTokens,
    List<String> stop,
    long seed,
    Extras extras) {
  public GenerationRequest {
    messages = List.copyOf(messages);
    experiences = List.copyOf(experiences);
    stop = List.copyOf(stop);
  }

  /** A request without extras. */
  public GenerationRequest(
      UUID queryId,
      String model,
      List<Message> messages,
      List<InjectedExperience> experiences,
      double temperature,
      double topP,
      int maxTokens,
      List<String> stop,
      long seed) {
    this(
        queryId,
        model,
        messages,
        experiences,
        temperature,
        topP,
        maxTokens,
        stop,
        seed,
        Extras.NONE);
  }

  /** The same under another id. */
  public GenerationRequest withQueryId(UUID id) {
    return new GenerationRequest(
        id, model, messages, experiences, temperature, topP, maxTokens, stop, seed, extras);
  }

  /**
   * A chat message in OpenAI's terms.
   *
   * @param role system, user, assistant or tool
   * @param moreJson further members of the message as the text of a JSON object, such as {@code
   *     tool_calls} or {@code tool_call_id}; empty for none. A {@code content} there replaces the
   *     text, so that content of several parts can be handed on
   */
  public record Message(String role, String content, String moreJson) {
    public Message(String role, String content) {
      this(role, content, "");
    }
  }

  /** An experience given along with the question. */
  public record InjectedExperience(UUID id, String text) {}

  /**
   * What the asker wants beyond one plain text; a Zoo node refuses what it cannot do.
   *
   * @param choices how many answers, at least 1
   * @param logprobs whether probabilities of the tokens are wanted
   * @param topLogprobs how many alternatives per token, 0 for none
   * @param toolsJson OpenAI's {@code tools} array; empty for none
   * @param toolChoiceJson OpenAI's {@code tool_choice}, a JSON string or object; empty for none
   * @param responseFormatJson OpenAI's {@code response_format} object; empty for none
   * @param streaming whether the asker wants pieces as they come; without it a backend may answer
   *     in one piece
   */
  public record Extras(
      int choices,
      boolean logprobs,
      int topLogprobs,
      String toolsJson,
      String toolChoiceJson,
      String responseFormatJson,
      boolean streaming) {
    /** Nothing beyond one streamed text. */
    public static final Extras NONE = new Extras(1, false, 0, "", "", "", true);
  }
}
