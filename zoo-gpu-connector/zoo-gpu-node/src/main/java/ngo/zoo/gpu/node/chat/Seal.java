package ngo.zoo.gpu.node.chat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.node.NodeKey;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Sha256;

/**
 * The {@code zoo} part of an answer: which experiences were read, and the node's signature over
 * what was asked and answered. RFC 8785 gives the seal its one form, so that a signature fits one
 * text.
 */
final class Seal {

  private Seal() {}

  static JsonObject zoo(
      ChatRequest request,
      byte[] body,
      Prompt prompt,
      Generation generation,
      String modelSha256,
      NodeKey key) {
    JsonObjectBuilder zoo =
        Json.createObjectBuilder().add("read", read(prompt)).add("skipped", skipped(prompt));
    if (request.queryId().isPresent()) {
      String claim = Claim.of(generation.tokens()).text();
      String seal =
          text(request.queryId().get(), request, body, prompt, generation, modelSha256, claim);
      zoo.add("claim", claim).add("seal", seal).add("signature", key.sign(seal));
    }
    return zoo.build();
  }

  private static String text(
      UUID queryId,
      ChatRequest request,
      byte[] body,
      Prompt prompt,
      Generation generation,
      String modelSha256,
      String claim) {
    return CanonicalJson.of(
        Map.of(
            "claim_sha256", HexFormat.of().formatHex(Sha256.ofText(claim)),
            "query_id", queryId.toString(),
            "model", request.model(),
            "model_sha256", modelSha256,
            "seed", Long.toString(request.sampler().seed()),
            "prompt_tokens", prompt.tokens().size(),
            "completion_tokens", generation.tokens().size(),
            "request_sha256", HexFormat.of().formatHex(Sha256.of(body)),
            "response_sha256", HexFormat.of().formatHex(Sha256.ofText(generation.text()))));
  }

  private static JsonArrayBuilder read(Prompt prompt) {
    JsonArrayBuilder read = Json.createArrayBuilder();
    prompt.read().forEach(id -> read.add(id.toString()));
    return read;
  }

  private static JsonArrayBuilder skipped(Prompt prompt) {
    JsonArrayBuilder skipped = Json.createArrayBuilder();
    prompt
        .skipped()
        .forEach(
            (id, reason) ->
                skipped.add(
                    Json.createObjectBuilder().add("id", id.toString()).add("reason", reason)));
    return skipped;
  }
}
