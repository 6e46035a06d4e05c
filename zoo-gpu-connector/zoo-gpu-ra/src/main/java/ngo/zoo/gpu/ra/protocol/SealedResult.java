package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.Choice;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;

/** Turns a complete answer into a result, once its seal was found to fit. */
final class SealedResult {
  private static final int LONGEST_REASON = 200;

  private SealedResult() {}

  static GenerationResult of(
      AnswerParts answer, GenerationRequest request, byte[] body, byte[] publicKey)
      throws WorkerException {
    Choice first = answer.first().choice();
    JsonObject zoo = zoo(answer);
    Seal seal = Seal.checked(zoo, first.text(), request, body, publicKey);
    List<UUID> given = request.experiences().stream().map(one -> one.id()).toList();
    try {
      return new GenerationResult(
          first.text(),
          first.finishReason(),
          seal.promptTokens(),
          seal.completionTokens(),
          seal.modelSha256(),
          read(zoo, given),
          skipped(zoo, given),
          seal.text(),
          seal.signature(),
          Seal.sha256(body),
          "",
          first.logprobsJson(),
          List.of(),
          false,
          JsonText.text(zoo, "claim"));
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new WorkerException(Reason.BAD_SEAL, "The node's zoo block cannot be read", e);
    }
  }

  private static JsonObject zoo(AnswerParts answer) throws WorkerException {
    if (answer.zoo().isEmpty()) {
      throw new WorkerException(Reason.UNAVAILABLE, "The node ended its answer without a seal");
    }
    try {
      return JsonText.object(answer.zoo());
    } catch (IOException e) {
      throw new WorkerException(Reason.BAD_SEAL, "The node's zoo block cannot be read", e);
    }
  }

  /** Nobody is paid for what a node says it read and was not given. */
  private static List<UUID> read(JsonObject zoo, List<UUID> given) {
    return array(zoo, "read").getValuesAs(JsonString.class).stream()
        .map(JsonString::getString)
        .map(UUID::fromString)
        .filter(given::contains)
        .distinct()
        .toList();
  }

  private static Map<UUID, String> skipped(JsonObject zoo, List<UUID> given) {
    Map<UUID, String> reasons = new LinkedHashMap<>();
    for (JsonObject one : array(zoo, "skipped").getValuesAs(JsonObject.class)) {
      UUID id = UUID.fromString(JsonText.text(one, "id"));
      if (given.contains(id)) {
        reasons.put(id, JsonText.line(JsonText.text(one, "reason"), LONGEST_REASON));
      }
    }
    return reasons;
  }

  private static JsonArray array(JsonObject zoo, String name) {
    return zoo.get(name) instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
  }
}
