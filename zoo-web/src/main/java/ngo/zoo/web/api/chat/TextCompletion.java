package ngo.zoo.web.api.chat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Answer.Choice;
import ngo.zoo.routing.AnswerListener.Delta;

/**
 * Writes one answer in the forms of OpenAI's older completions.
 *
 * @param echoed the prompt, to stand before each answer; empty when not wanted
 */
record TextCompletion(String id, long created, String model, String echoed, boolean includeUsage)
    implements AnswerForm {

  static TextCompletion begin(String model, String echoed, boolean includeUsage) {
    return new TextCompletion(
        "cmpl-" + UUID.randomUUID().toString().replace("-", ""),
        Instant.now().getEpochSecond(),
        model,
        echoed,
        includeUsage);
  }

  @Override
  public JsonObject whole(Answer answer) {
    var choices = Json.createArrayBuilder();
    answer
        .choices()
        .forEach(
            one ->
                choices.add(
                    choice(
                        one.index(), echoed + one.text(), Json.createValue(one.finishReason()))));
    return head(ZooBlock.fingerprint(answer))
        .add("choices", choices)
        .add("usage", ZooBlock.usage(answer))
        .add("zoo", ZooBlock.of(answer))
        .build();
  }

  @Override
  public JsonObject opening(int choice) {
    return chunk(choice, echoed, JsonValue.NULL).build();
  }

  @Override
  public JsonObject piece(Delta piece) {
    return chunk(piece.choice(), piece.text(), JsonValue.NULL).build();
  }

  @Override
  public JsonObject closing(Answer answer, Choice choice, boolean last) {
    var chunk = chunk(choice.index(), "", Json.createValue(choice.finishReason()));
    return (last ? chunk.add("zoo", ZooBlock.of(answer)) : chunk).build();
  }

  @Override
  public JsonObject usageChunk(Answer answer) {
    return head(ZooBlock.fingerprint(answer))
        .add("choices", JsonValue.EMPTY_JSON_ARRAY)
        .add("usage", ZooBlock.usage(answer))
        .build();
  }

  private JsonObjectBuilder chunk(int index, String text, JsonValue finish) {
    var chunk =
        head(JsonValue.NULL)
            .add("choices", Json.createArrayBuilder().add(choice(index, text, finish)));
    return includeUsage ? chunk.add("usage", JsonValue.NULL) : chunk;
  }

  private static JsonObjectBuilder choice(int index, String text, JsonValue finish) {
    return Json.createObjectBuilder()
        .add("index", index)
        .add("text", text)
        .add("logprobs", JsonValue.NULL)
        .add("finish_reason", finish);
  }

  private JsonObjectBuilder head(JsonValue fingerprint) {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("object", "text_completion")
        .add("created", created)
        .add("model", model)
        .add("system_fingerprint", fingerprint);
  }
}
