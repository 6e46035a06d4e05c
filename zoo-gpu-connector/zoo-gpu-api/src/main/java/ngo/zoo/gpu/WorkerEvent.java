package ngo.zoo.gpu;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a probe found: up with these models, or down with this reason. */
public record WorkerEvent(
    UUID workerId, boolean healthy, String reason, List<String> models, Instant at) {
  public WorkerEvent {
    models = List.copyOf(models);
  }
}
