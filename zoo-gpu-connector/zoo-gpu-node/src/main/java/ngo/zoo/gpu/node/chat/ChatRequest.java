package ngo.zoo.gpu.node.chat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import ngo.zoo.gpu.node.model.Architecture;
import ngo.zoo.gpu.node.model.Sampler;

/**
 * What is asked of a chat model.
 *
 * @param question the last message of the user; zoo-keeper-tiny reads no earlier turn
 * @param experiences given along, best first
 * @param topLogProbabilities how many alternatives to list per token; -1 for no log-probabilities
 * @param queryId what the seal binds the answer to, if a seal is wanted
 */
public record ChatRequest(
    String model,
    String question,
    Sampler sampler,
    int maxTokens,
    List<String> stop,
    boolean stream,
    boolean includeUsage,
    int topLogProbabilities,
    List<GivenExperience> experiences,
    Optional<UUID> queryId) {

  private static final int MOST_STOPS = 4;

  /** An experience as it came. */
  public record GivenExperience(UUID id, String text) {}

  /**
   * Reads OpenAI's request with its {@code zoo} field.
   *
   * @throws ngo.zoo.gpu.node.http.ApiError 400 naming the field that is wrong
   */
  public static ChatRequest of(JsonObject json) {
    Fields fields = new Fields(json);
    if (fields.integer("n", 1, 1, 128) != 1) {
      throw Fields.wrong("n", "must be 1");
    }
    Fields zoo = fields.object("zoo");
    return new ChatRequest(
        fields.text("model"),
        Messages.question(fields),
        sampler(fields),
        maxTokens(fields),
        fields.texts("stop", MOST_STOPS),
        fields.flag("stream"),
        fields.object("stream_options").flag("include_usage"),
        fields.flag("logprobs") ? fields.integer("top_logprobs", 0, 0, 20) : -1,
        zoo.objects("experiences").stream().map(ChatRequest::experience).toList(),
        zoo.has("query_id") ? Optional.of(zoo.uuid("query_id")) : Optional.empty());
  }

  private static Sampler sampler(Fields fields) {
    double temperature = fields.number("temperature", 1, 0, 2);
    double topP = fields.number("top_p", 1, Double.MIN_VALUE, 1);
    long seed = fields.has("seed") ? fields.whole("seed") : ThreadLocalRandom.current().nextLong();
    return new Sampler(temperature, topP, seed);
  }

  private static int maxTokens(Fields fields) {
    String name = fields.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    return Math.min(fields.integer(name, Architecture.LONGEST, 1, 1 << 20), Architecture.LONGEST);
  }

  private static GivenExperience experience(Fields fields) {
    return new GivenExperience(fields.uuid("id"), fields.text("text"));
  }
}
