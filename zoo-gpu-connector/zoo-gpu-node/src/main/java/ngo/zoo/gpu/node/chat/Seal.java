package ngo.zoo.gpu.node.chat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.node.NodeKey;
import ngo.zoo.gpu.node.model.TokenModel;
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
      TokenModel model,
      NodeKey key) {
    JsonObjectBuilder zoo =
        Json.createObjectBuilder().add("read", read(prompt)).add("skipped", skipped(prompt));
    if (request.queryId().isPresent()) {
      String claim = Claim.of(generation.tokens()).text();
      String seal = text(request.queryId().get(), request, body, prompt, generation, model, claim);
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
      TokenModel model,
      String claim) {
    return CanonicalJson.of(
        Map.ofEntries(
            Map.entry("backend", model.backend()),
            Map.entry("claim_sha256", HexFormat.of().formatHex(Sha256.ofText(claim))),
            Map.entry("query_id", queryId.toString()),
            Map.entry("model", request.model()),
            Map.entry("model_sha256", model.sha256()),
            Map.entry("seed", Long.toString(request.sampler().seed())),
            Map.entry("prompt_tokens", prompt.tokens().size()),
            Map.entry("completion_tokens", generation.tokens().size()),
            Map.entry("request_sha256", HexFormat.of().formatHex(Sha256.of(body))),
            Map.entry(
                "response_sha256", HexFormat.of().formatHex(Sha256.ofText(generation.text())))));
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
