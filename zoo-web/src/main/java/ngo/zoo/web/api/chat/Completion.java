package ngo.zoo.web.api.chat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Answer.Choice;
import ngo.zoo.routing.AnswerListener.Delta;
import ngo.zoo.web.api.Failure;

/**
 * Writes one answer in the forms of OpenAI's chat completions: the whole object, or the chunks of a
 * stream. The whole object and the last chunk with a finish reason have our {@code zoo} block; both
 * are made from a settled {@link Answer} only.
 *
 * @param includeUsage whether a stream ends with a chunk of token counts; the others then say null
 */
record Completion(String id, long created, String model, boolean includeUsage)
    implements AnswerForm {

  static Completion begin(String model) {
    return begin(model, false);
  }

  static Completion begin(String model, boolean includeUsage) {
    return new Completion(
        "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
        Instant.now().getEpochSecond(),
        model,
        includeUsage);
  }

  @Override
  public JsonObject whole(Answer answer) {
    var choices = Json.createArrayBuilder();
    answer.choices().forEach(choice -> choices.add(choice(choice)));
    return head("chat.completion", answer)
        .add("choices", choices)
        .add("usage", ZooBlock.usage(answer))
        .add("zoo", ZooBlock.of(answer))
        .build();
  }

  private static JsonObjectBuilder choice(Choice choice) {
    var message = Json.createObjectBuilder().add("role", "assistant");
    if (choice.toolCallsJson().isEmpty()) {
      message.add("content", choice.text());
    } else {
      JsonValue content =
          choice.text().isEmpty() ? JsonValue.NULL : Json.createValue(choice.text());
      message.add("content", content).add("tool_calls", parsed(choice.toolCallsJson()));
    }
    return Json.createObjectBuilder()
        .add("index", choice.index())
        .add("message", message.add("refusal", JsonValue.NULL))
        .add("logprobs", orNull(choice.logprobsJson()))
        .add("finish_reason", choice.finishReason());
  }

  /** The first chunk of a choice: who speaks. */
  @Override
  public JsonObject opening(int choice) {
    return chunk(
            choice,
            Json.createObjectBuilder()
                .add("role", "assistant")
                .add("content", "")
                .add("refusal", JsonValue.NULL),
            JsonValue.NULL,
            JsonValue.NULL)
        .build();
  }

  @Override
  public JsonObject piece(Delta piece) {
    var delta = Json.createObjectBuilder();
    if (!piece.text().isEmpty()) {
      delta.add("content", piece.text());
    }
    if (!piece.toolCallsJson().isEmpty()) {
      delta.add("tool_calls", parsed(piece.toolCallsJson()));
    }
    return chunk(piece.choice(), delta, orNull(piece.logprobsJson()), JsonValue.NULL).build();
  }

  @Override
  public JsonObject closing(Answer answer, Choice choice, boolean last) {
    JsonValue finish = Json.createValue(choice.finishReason());
    var chunk = chunk(choice.index(), Json.createObjectBuilder(), JsonValue.NULL, finish);
    if (last) {
      chunk.add("system_fingerprint", ZooBlock.fingerprint(answer)).add("zoo", ZooBlock.of(answer));
    }
    return chunk.build();
  }

  /** The extra chunk of {@code stream_options.include_usage}. */
  @Override
  public JsonObject usageChunk(Answer answer) {
    return head("chat.completion.chunk", answer)
        .add("choices", JsonValue.EMPTY_JSON_ARRAY)
        .add("usage", ZooBlock.usage(answer))
        .build();
  }

  static JsonObject broken(Failure failure) {
    return OpenAiError.of(failure);
  }

  private JsonObjectBuilder chunk(
      int index, JsonObjectBuilder delta, JsonValue logprobs, JsonValue finishReason) {
    var choice =
        Json.createObjectBuilder()
            .add("index", index)
            .add("delta", delta)
            .add("logprobs", logprobs)
            .add("finish_reason", finishReason);
    var chunk =
        head("chat.completion.chunk", JsonValue.NULL)
            .add("choices", Json.createArrayBuilder().add(choice));
    return includeUsage ? chunk.add("usage", JsonValue.NULL) : chunk;
  }

  private JsonObjectBuilder head(String object, Answer answer) {
    return head(object, ZooBlock.fingerprint(answer));
  }

  private JsonObjectBuilder head(String object, JsonValue fingerprint) {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("object", object)
        .add("created", created)
        .add("model", model)
        .add("system_fingerprint", fingerprint);
  }

  private static JsonValue orNull(String json) {
    return json.isEmpty() ? JsonValue.NULL : parsed(json);
  }

  private static JsonValue parsed(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readValue();
    }
  }
}
