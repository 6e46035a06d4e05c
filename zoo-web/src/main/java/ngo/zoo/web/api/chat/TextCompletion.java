package ngo.zoo.web.api.chat;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Answer.Choice;
import ngo.zoo.routing.AnswerListener.Delta;
import ngo.zoo.shared.JsonOut;
import org.jspecify.annotations.Nullable;

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
  public String whole(Answer answer) {
    JsonOut json = head(ZooBlock.fingerprint(answer)).name("choices").open('[');
    answer
        .choices()
        .forEach(one -> add(json, one.index(), echoed + one.text(), one.finishReason()));
    ZooBlock.addUsage(json.close(']'), answer);
    return ZooBlock.add(json, answer).close('}').toString();
  }

  @Override
  public String opening(int choice) {
    return chunk(choice, echoed, null).close('}').toString();
  }

  @Override
  public String piece(Delta piece) {
    return chunk(piece.choice(), piece.text(), null).close('}').toString();
  }

  @Override
  public String closing(Answer answer, Choice choice, boolean last) {
    JsonOut chunk = chunk(choice.index(), "", choice.finishReason());
    return (last ? ZooBlock.add(chunk, answer) : chunk).close('}').toString();
  }

  @Override
  public String usageChunk(Answer answer) {
    JsonOut json = head(ZooBlock.fingerprint(answer)).name("choices").raw("[]");
    return ZooBlock.addUsage(json, answer).close('}').toString();
  }

  private JsonOut chunk(int index, String text, @Nullable String finishReason) {
    JsonOut json = head("null").name("choices").open('[');
    add(json, index, text, finishReason);
    json.close(']');
    return includeUsage ? json.none("usage") : json;
  }

  private static void add(JsonOut json, int index, String text, @Nullable String finishReason) {
    json.open('{').member("index", index).member("text", text).none("logprobs");
    if (finishReason == null) {
      json.none("finish_reason");
    } else {
      json.member("finish_reason", finishReason);
    }
    json.close('}');
  }

  /**
   * @param fingerprint as JSON
   */
  private JsonOut head(String fingerprint) {
    return new JsonOut()
        .open('{')
        .member("id", id)
        .member("object", "text_completion")
        .member("created", created)
        .member("model", model)
        .name("system_fingerprint")
        .raw(fingerprint);
  }
}
