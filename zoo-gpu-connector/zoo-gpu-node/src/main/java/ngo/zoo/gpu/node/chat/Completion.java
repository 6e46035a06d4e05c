package ngo.zoo.gpu.node.chat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** OpenAI's shapes of an answer: whole, or in chunks. One per answer, because they share an id. */
final class Completion {

  private final String id = "chatcmpl-" + UUID.randomUUID();
  private final long created;
  private final ChatRequest request;

  Completion(ChatRequest request, Instant created) {
    this.request = request;
    this.created = created.getEpochSecond();
  }

  JsonObject whole(Generation generation, Prompt prompt, JsonObject zoo) {
    JsonObjectBuilder choice =
        Json.createObjectBuilder()
            .add("index", 0)
            .add(
                "message",
                Json.createObjectBuilder()
                    .add("role", "assistant")
                    .add("content", generation.text()))
            .add("finish_reason", generation.finishReason());
    if (request.topLogProbabilities() >= 0) {
      choice.add("logprobs", LogProbabilities.of(generation.tokens(), request));
    } else {
      choice.addNull("logprobs");
    }
    return head("chat.completion")
        .add("choices", Json.createArrayBuilder().add(choice))
        .add("usage", usage(generation, prompt))
        .add("zoo", zoo)
        .build();
  }

  JsonObject opening() {
    return chunk(
        Json.createObjectBuilder().add("role", "assistant").add("content", "").build(), null, null);
  }

  JsonObject piece(Generation.Piece piece) {
    JsonObject delta = Json.createObjectBuilder().add("content", piece.text()).build();
    JsonObject logProbabilities =
        request.topLogProbabilities() < 0 ? null : LogProbabilities.of(piece, request);
    return chunk(delta, null, logProbabilities);
  }

  JsonObject rest(String text) {
    return chunk(Json.createObjectBuilder().add("content", text).build(), null, null);
  }

  JsonObject finish(Generation generation) {
    return chunk(JsonValue.EMPTY_JSON_OBJECT, generation.finishReason(), null);
  }

  JsonObject usageChunk(Generation generation, Prompt prompt) {
    return head("chat.completion.chunk")
        .add("choices", JsonValue.EMPTY_JSON_ARRAY)
        .add("usage", usage(generation, prompt))
        .build();
  }

  static JsonObject withZoo(JsonObject chunk, JsonObject zoo) {
    return Json.createObjectBuilder(chunk).add("zoo", zoo).build();
  }

  private JsonObject chunk(
      JsonObject delta, @Nullable String finishReason, @Nullable JsonObject logProbabilities) {
    JsonObjectBuilder choice = Json.createObjectBuilder().add("index", 0).add("delta", delta);
    if (logProbabilities != null) {
      choice.add("logprobs", logProbabilities);
    }
    if (finishReason == null) {
      choice.addNull("finish_reason");
    } else {
      choice.add("finish_reason", finishReason);
    }
    JsonArrayBuilder choices = Json.createArrayBuilder().add(choice);
    JsonObjectBuilder chunk = head("chat.completion.chunk").add("choices", choices);
    return (request.includeUsage() ? chunk.addNull("usage") : chunk).build();
  }

  private JsonObjectBuilder head(String object) {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("object", object)
        .add("created", created)
        .add("model", request.model());
  }

  private static JsonObject usage(Generation generation, Prompt prompt) {
    int given = prompt.tokens().size();
    int made = generation.tokens().size();
    return Json.createObjectBuilder()
        .add("prompt_tokens", given)
        .add("completion_tokens", made)
        .add("total_tokens", given + made)
        .build();
  }
}
