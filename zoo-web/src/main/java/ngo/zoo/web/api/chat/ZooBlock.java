package ngo.zoo.web.api.chat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.web.api.Names;

/** What we add to OpenAI's answers: the receipt with all it says, in the body and as headers. */
public final class ZooBlock {
  private static final int FINGERPRINT = 12;

  private ZooBlock() {}

  public static JsonObjectBuilder of(Answer answer) {
    var used = Json.createArrayBuilder();
    answer
        .used()
        .forEach(e -> used.add(experience(e.id()).add("text", e.text()).add("cosine", e.cosine())));
    var skipped = Json.createArrayBuilder();
    answer.skipped().forEach(e -> skipped.add(experience(e.id()).add("reason", e.reason())));
    return Json.createObjectBuilder()
        .add("receipt_id", answer.receiptId().toString())
        .add("domain", answer.domain())
        .add("library_version", answer.libraryVersion())
        .add("library_root", answer.libraryRoot())
        .add("experiences_used", used)
        .add("experiences_skipped", skipped)
        .add(
            "fee",
            Json.createObjectBuilder()
                .add("value", answer.fee().decimal())
                .add("asset", answer.fee().asset().name()))
        .add("node", answer.node())
        .add("sealed", !answer.modelSha256().isEmpty())
        .add("usage_estimated", answer.usageEstimated())
        .add("verification", Names.of(answer.checking().mode()))
        .add("redundancy", answer.checking().nodes())
        .add("agreed", answer.checking().agreed())
        .add("seed", answer.seed());
  }

  static JsonObjectBuilder usage(Answer answer) {
    return Json.createObjectBuilder()
        .add("prompt_tokens", answer.promptTokens())
        .add("completion_tokens", answer.completionTokens())
        .add("total_tokens", answer.promptTokens() + answer.completionTokens());
  }

  /** Which weights answered; null when no node vouches for that. */
  static JsonValue fingerprint(Answer answer) {
    String sha256 = answer.modelSha256();
    return sha256.length() < FINGERPRINT
        ? JsonValue.NULL
        : Json.createValue("fp_" + sha256.substring(0, FINGERPRINT));
  }

  static Response.ResponseBuilder headers(Response.ResponseBuilder response, Answer answer) {
    response
        .header("x-zoo-receipt", answer.receiptId())
        .header("x-zoo-node", answer.node())
        .header("x-zoo-fee", answer.fee().toString());
    return answer.libraryRoot().isEmpty()
        ? response
        : response.header("x-zoo-library-root", answer.libraryRoot());
  }

  private static JsonObjectBuilder experience(UUID id) {
    return Json.createObjectBuilder().add("id", id.toString());
  }
}
