package ngo.zoo.gpu;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the adapter knows of a worker now.
 *
 * @param healthy whether the last probe succeeded and its circuit lets requests through
 * @param reason why not, empty when healthy
 * @param models what it serves, from its last good probe
 * @param inFlight slots taken now
 * @param meanMillis moving average of a request's time
 * @param lastProbe wall clock; {@link Instant#EPOCH} before the first
 * @param p50Millis median time of the latest requests, 0 before the first
 * @param p95Millis 95th percentile of the same
 * @param breaker state of its circuit
 * @param queued who waits for a slot of it here
 * @param backendQueued requests its own queue holds, as it says; 0 when it says nothing
 * @param failures how often requests failed, by reason
 */
public record WorkerMetrics(
    UUID workerId,
    boolean healthy,
    String reason,
    List<String> models,
    int slots,
    int inFlight,
    long succeeded,
    long failed,
    double meanMillis,
    Instant lastProbe,
    double p50Millis,
    double p95Millis,
    Breaker breaker,
    int queued,
    int backendQueued,
    Map<WorkerException.Reason, Long> failures) {
  public WorkerMetrics {
    models = List.copyOf(models);
    failures = Map.copyOf(failures);
  }

  /** Figures of a worker nobody has asked yet. */
  public WorkerMetrics(
      UUID workerId,
      boolean healthy,
      String reason,
      List<String> models,
      int slots,
      int inFlight,
      long succeeded,
      long failed,
      double meanMillis,
      Instant lastProbe) {
    this(
        workerId,
        healthy,
        reason,
        models,
        slots,
        inFlight,
        succeeded,
        failed,
        meanMillis,
        lastProbe,
        0,
        0,
        Breaker.CLOSED,
        0,
        0,
        Map.of());
  }

  /** State of a circuit. */
  public enum Breaker {
    /** Requests go through. */
    CLOSED,
    /** After failures none goes through for a while. */
    OPEN,
    /** One request is let through to see. */
    HALF_OPEN
  }
}
