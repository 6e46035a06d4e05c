package ngo.zoo.routing.rules;

import java.util.List;
import java.util.UUID;

/**
 * A node at the moment of choosing.
 *
 * @param reason why it is not healthy
 * @param meanMillis moving average of a request's time, 0 before the first
 * @param answered requests it has answered
 */
public record NodeSnapshot(
    UUID id,
    boolean healthy,
    String reason,
    List<String> models,
    int slots,
    int inFlight,
    double meanMillis,
    long answered) {
  public NodeSnapshot {
    models = List.copyOf(models);
  }
}
