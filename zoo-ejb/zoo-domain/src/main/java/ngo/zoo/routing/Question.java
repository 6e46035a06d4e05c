package ngo.zoo.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question as a partner or a member asks it.
 *
 * @param domain library to draw experiences from; null for the model's default
 * @param experiences false asks the bare model
 * @param seed null lets the operator choose
 */
public record Question(
    String model,
    List<Message> messages,
    @Nullable String domain,
    boolean experiences,
    double temperature,
    double topP,
    int maxTokens,
    List<String> stop,
    @Nullable Long seed) {
  public Question {
    messages = List.copyOf(messages);
    stop = List.copyOf(stop);
  }

  /** A chat message: role system, user or assistant. */
  public record Message(String role, String content) {}
}
