package ngo.zoo.web.api.chat;

import java.time.Instant;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Answer.Choice;
import ngo.zoo.routing.AnswerListener.Delta;
import ngo.zoo.shared.JsonOut;
import ngo.zoo.web.api.Failure;
import ngo.zoo.web.api.RequestIds;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer in the forms of OpenAI's chat completions: the whole object, or the chunks of a
 * stream. The whole object and the last chunk with a finish reason have our {@code zoo} block; both
 * are made from a settled {@link Answer} only.
 *
 * @param includeUsage whether a stream ends with a chunk of token counts; the others then say null
 */
record Completion(String id, long created, String model, boolean includeUsage)
    implements AnswerForm {
  private static final String UNKNOWN = "null";

  static Completion begin(String model) {
    return begin(model, false);
  }

  static Completion begin(String model, boolean includeUsage) {
    return new Completion(
        "chatcmpl-" + RequestIds.fresh().replace("-", ""),
        Instant.now().getEpochSecond(),
        model,
        includeUsage);
  }

  @Override
  public String whole(Answer answer) {
    JsonOut json = head("chat.completion", ZooBlock.fingerprint(answer)).name("choices").open('[');
    answer.choices().forEach(choice -> add(json, choice));
    ZooBlock.addUsage(json.close(']'), answer);
    return ZooBlock.add(json, answer).close('}').toString();
  }

  private static void add(JsonOut json, Choice choice) {
    json.open('{').member("index", choice.index()).name("message").open('{');
    json.member("role", "assistant");
    boolean calls = !choice.toolCallsJson().isEmpty();
    if (calls && choice.text().isEmpty()) {
      json.none("content");
    } else {
      json.member("content", choice.text());
    }
    if (calls) {
      json.name("tool_calls").raw(choice.toolCallsJson());
    }
    json.none("refusal").close('}');
    json.rawOrNone("logprobs", choice.logprobsJson())
        .member("finish_reason", choice.finishReason())
        .close('}');
  }

  /** The first chunk of a choice: who speaks. */
  @Override
  public String opening(int choice) {
    JsonOut json = chunk(choice, UNKNOWN);
    json.member("role", "assistant").member("content", "").none("refusal");
    return closed(json, "", null).close('}').toString();
  }

  @Override
  public String piece(Delta piece) {
    JsonOut json = chunk(piece.choice(), UNKNOWN);
    if (!piece.text().isEmpty()) {
      json.member("content", piece.text());
    }
    if (!piece.toolCallsJson().isEmpty()) {
      json.name("tool_calls").raw(piece.toolCallsJson());
    }
    return closed(json, piece.logprobsJson(), null).close('}').toString();
  }

  @Override
  public String closing(Answer answer, Choice choice, boolean last) {
    JsonOut json = chunk(choice.index(), last ? ZooBlock.fingerprint(answer) : UNKNOWN);
    closed(json, "", choice.finishReason());
    return (last ? ZooBlock.add(json, answer) : json).close('}').toString();
  }

  /** The extra chunk of {@code stream_options.include_usage}. */
  @Override
  public String usageChunk(Answer answer) {
    JsonOut json = head("chat.completion.chunk", ZooBlock.fingerprint(answer));
    json.name("choices").raw("[]");
    return ZooBlock.addUsage(json, answer).close('}').toString();
  }

  static String broken(Failure failure) {
    return OpenAiError.of(failure).toString();
  }

  /** Up to the members of its delta. */
  private JsonOut chunk(int index, String fingerprint) {
    return head("chat.completion.chunk", fingerprint)
        .name("choices")
        .open('[')
        .open('{')
        .member("index", index)
        .name("delta")
        .open('{');
  }

  /** From the end of its delta to the end of its choices. */
  private JsonOut closed(JsonOut json, String logprobs, @Nullable String finishReason) {
    json.close('}').rawOrNone("logprobs", logprobs);
    if (finishReason == null) {
      json.none("finish_reason");
    } else {
      json.member("finish_reason", finishReason);
    }
    json.close('}').close(']');
    return includeUsage ? json.none("usage") : json;
  }

  /**
   * @param fingerprint as JSON
   */
  private JsonOut head(String object, String fingerprint) {
    return new JsonOut()
        .open('{')
        .member("id", id)
        .member("object", object)
        .member("created", created)
        .member("model", model)
        .name("system_fingerprint")
        .raw(fingerprint);
  }
}
