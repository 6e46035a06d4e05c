package ngo.zoo.routing.rules;

import java.time.Duration;

/**
 * What is left of a quota after one request.
 *
 * @param remaining how many may be asked at once now
 * @param reset until the whole quota is there again
 * @param retryAfter until one more is taken; zero when this one was
 */
public record RateState(RatePolicy policy, long remaining, Duration reset, Duration retryAfter) {
  public boolean isRefused() {
    return retryAfter.isPositive();
  }

  /** Whole seconds, rounded up: after them there is something again. */
  public static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
