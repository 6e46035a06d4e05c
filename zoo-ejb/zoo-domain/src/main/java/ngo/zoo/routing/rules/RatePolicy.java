package ngo.zoo.routing.rules;

import java.time.Duration;

/**
 * How often an account may ask.
 *
 * @param name as it stands in the header {@code RateLimit-Policy}
 * @param quota how many in a window, at least 1
 */
public record RatePolicy(String name, int quota, Duration window) {
  /**
   * @throws IllegalArgumentException for a quota or window that lets nothing pass
   */
  public RatePolicy {
    if (quota < 1 || window.toNanos() < quota) {
      throw new IllegalArgumentException("no rate: " + quota + " in " + window);
    }
  }
}
