package ngo.zoo.gpu;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A finished answer: its first choice, and the others where several were asked for.
 *
 * @param finishReason {@code stop}, {@code length}, {@code tool_calls} or {@code content_filter}
 * @param modelSha256 of the weights as the node sealed them; empty when not sealed
 * @param read experiences the backend was given and rendered, in order
 * @param skipped experiences it could not read, with the reason
 * @param seal canonical JSON the node signed: query id, SHA-256 of request body and answer text,
 *     model, SHA-256 of the weights, seed and token counts; empty for a backend that seals nothing
 * @param signature Ed25519 over the UTF-8 bytes of {@code seal}; empty when not sealed
 * @param requestSha256 of the request body as sent
 * @param toolCallsJson the first choice's {@code tool_calls} array; empty for none
 * @param logprobsJson the first choice's {@code logprobs} object; empty for none
 * @param choices the choices after the first, by index
 * @param usageEstimated the backend stated no token counts and they were estimated here
 * @param claim what the node claims of its tokens: canonical JSON with {@code tokens} and {@code
 *     logprobs}, bound by the seal; empty when it claims nothing
 */
public record GenerationResult(
    String text,
    String finishReason,
    int promptTokens,
    int completionTokens,
    String modelSha256,
    List<UUID> read,
    Map<UUID, String> skipped,
    String seal,
    byte[] signature,
    byte[] requestSha256,
    String toolCallsJson,
    String logprobsJson,
    List<Choice> choices,
    boolean usageEstimated,
    String claim) {
  public GenerationResult {
    read = List.copyOf(read);
    skipped = Map.copyOf(skipped);
    choices = List.copyOf(choices);
  }

  /** A sealed answer of one text. */
  public GenerationResult(
      String text,
      String finishReason,
      int promptTokens,
      int completionTokens,
      String modelSha256,
      List<UUID> read,
      Map<UUID, String> skipped,
      String seal,
      byte[] signature,
      byte[] requestSha256) {
    this(
        text,
        finishReason,
        promptTokens,
        completionTokens,
        modelSha256,
        read,
        skipped,
        seal,
        signature,
        requestSha256,
        "",
        "",
        List.of(),
        false,
        "");
  }

  /** Whether the node that answered has put its name to this answer. */
  public boolean sealed() {
    return !seal.isEmpty();
  }
}
