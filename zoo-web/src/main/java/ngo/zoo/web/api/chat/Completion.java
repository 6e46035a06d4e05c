package ngo.zoo.web.api.chat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.web.api.Failure;

/**
 * Writes one answer in OpenAI's forms: the whole object, or the chunks of a stream. The whole
 * object and the chunk that carries the finish reason have our {@code zoo} block; both are made
 * from a settled {@link Answer} only.
 */
record Completion(String id, long created, String model) {

  static Completion begin(String model) {
    return new Completion(
        "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
        Instant.now().getEpochSecond(),
        model);
  }

  JsonObject whole(Answer answer) {
    var message =
        Json.createObjectBuilder()
            .add("role", "assistant")
            .add("content", answer.text())
            .add("refusal", JsonValue.NULL);
    var choice =
        Json.createObjectBuilder()
            .add("index", 0)
            .add("message", message)
            .add("logprobs", JsonValue.NULL)
            .add("finish_reason", answer.finishReason());
    return head("chat.completion")
        .add("choices", Json.createArrayBuilder().add(choice))
        .add("usage", usage(answer))
        .add("zoo", zoo(answer))
        .build();
  }

  /** The first chunk: who speaks. */
  JsonObject opening() {
    return chunk(
            Json.createObjectBuilder().add("role", "assistant").add("content", ""), JsonValue.NULL)
        .build();
  }

  JsonObject piece(String text) {
    return chunk(Json.createObjectBuilder().add("content", text), JsonValue.NULL).build();
  }

  JsonObject closing(Answer answer) {
    return chunk(Json.createObjectBuilder(), Json.createValue(answer.finishReason()))
        .add("zoo", zoo(answer))
        .build();
  }

  /** The extra chunk of {@code stream_options.include_usage}. */
  JsonObject usageChunk(Answer answer) {
    return head("chat.completion.chunk")
        .add("choices", JsonValue.EMPTY_JSON_ARRAY)
        .add("usage", usage(answer))
        .build();
  }

  static JsonObject broken(Failure failure) {
    return OpenAiError.of(failure);
  }

  private JsonObjectBuilder chunk(JsonObjectBuilder delta, JsonValue finishReason) {
    var choice =
        Json.createObjectBuilder()
            .add("index", 0)
            .add("delta", delta)
            .add("logprobs", JsonValue.NULL)
            .add("finish_reason", finishReason);
    return head("chat.completion.chunk").add("choices", Json.createArrayBuilder().add(choice));
  }

  private JsonObjectBuilder head(String object) {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("object", object)
        .add("created", created)
        .add("model", model)
        .add("system_fingerprint", JsonValue.NULL);
  }

  private static JsonObjectBuilder usage(Answer answer) {
    return Json.createObjectBuilder()
        .add("prompt_tokens", answer.promptTokens())
        .add("completion_tokens", answer.completionTokens())
        .add("total_tokens", answer.promptTokens() + answer.completionTokens());
  }

  private static JsonObjectBuilder zoo(Answer answer) {
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
        .add("seed", answer.seed());
  }

  private static JsonObjectBuilder experience(UUID id) {
    return Json.createObjectBuilder().add("id", id.toString());
  }
}
