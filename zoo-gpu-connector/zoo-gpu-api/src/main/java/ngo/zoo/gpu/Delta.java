package ngo.zoo.gpu;

/**
 * A piece of a streamed answer.
 *
 * @param choice index of the choice it belongs to
 * @param text what follows; may be empty when the piece carries only tool calls or probabilities
 * @param toolCallsJson the chunk's {@code tool_calls} array as OpenAI streams it; empty for none
 * @param logprobsJson the chunk's {@code logprobs} object; empty for none
 */
public record Delta(int choice, String text, String toolCallsJson, String logprobsJson) {
  /** A piece of the first choice's text. */
  public static Delta of(String text) {
    return new Delta(0, text, "", "");
  }
}
