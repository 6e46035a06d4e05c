package ngo.zoo.gpu;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A finished answer.
 *
 * @param finishReason {@code stop} or {@code length}
 * @param read experiences the node rendered, in order
 * @param skipped experiences it could not read, with the reason
 * @param seal canonical JSON the node signed: query id, SHA-256 of request body and answer text,
 *     model, SHA-256 of the weights, seed and token counts
 * @param signature Ed25519 over the UTF-8 bytes of {@code seal}
 * @param requestSha256 of the request body as sent
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
    byte[] requestSha256) {
  public GenerationResult {
    read = List.copyOf(read);
    skipped = Map.copyOf(skipped);
  }
}
