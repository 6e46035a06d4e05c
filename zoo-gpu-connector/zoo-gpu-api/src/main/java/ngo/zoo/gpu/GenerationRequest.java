package ngo.zoo.gpu;

import java.util.List;
import java.util.UUID;

/**
 * What a node is asked.
 *
 * @param queryId sealed into the result
 * @param experiences handed over as a field; the node renders them
 * @param temperature 0 for greedy
 * @param topP nucleus share in (0, 1]
 * @param seed chosen by the operator; same seed, same text
 */
public record GenerationRequest(
    UUID queryId,
    String model,
    List<Message> messages,
    List<InjectedExperience> experiences,
    double temperature,
    double topP,
    int maxTokens,
    List<String> stop,
    long seed) {
  public GenerationRequest {
    messages = List.copyOf(messages);
    experiences = List.copyOf(experiences);
    stop = List.copyOf(stop);
  }

  /** A chat message in OpenAI's terms: system, user or assistant. */
  public record Message(String role, String content) {}

  /** An experience given along with the question. */
  public record InjectedExperience(UUID id, String text) {}
}
