package ngo.zoo.gpu;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * @param healthy whether the last probe succeeded
 * @param reason why not, empty when healthy
 * @param models what it serves, from its last good probe
 * @param inFlight slots taken now
 * @param meanMillis moving average of a request's time
 * @param lastProbe wall clock; {@link Instant#EPOCH} before the first
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
    Instant lastProbe) {}
