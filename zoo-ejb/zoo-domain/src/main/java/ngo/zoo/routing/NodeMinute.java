package ngo.zoo.routing;

import java.time.Instant;

/**
 * A node's requests in one minute, over all servers.
 *
 * @param minute its beginning
 * @param failed by the node's fault
 * @param badSeals of these, answers whose seal did not fit
 * @param p50Millis median time of the latest requests, at the end of the minute
 * @param p95Millis 95th percentile of the same
 * @param mostInFlight highest number of requests in flight that was seen
 */
public record NodeMinute(
    Instant minute,
    long answered,
    long failed,
    long badSeals,
    double p50Millis,
    double p95Millis,
    int mostInFlight) {}
