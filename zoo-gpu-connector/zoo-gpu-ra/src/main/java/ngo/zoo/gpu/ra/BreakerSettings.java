package ngo.zoo.gpu.ra;

import java.time.Duration;

/**
 * When a worker's circuit opens and for how long.
 *
 * @param failuresInARow opens it
 * @param failurePercent of the latest twenty requests opens it too
 * @param firstBackOff until the first request is let through to try; doubles with each failure
 * @param longestBackOff where doubling ends
 */
public record BreakerSettings(
    int failuresInARow, int failurePercent, Duration firstBackOff, Duration longestBackOff) {
  public static final BreakerSettings DEFAULT =
      new BreakerSettings(5, 50, Duration.ofSeconds(2), Duration.ofMinutes(1));
}
