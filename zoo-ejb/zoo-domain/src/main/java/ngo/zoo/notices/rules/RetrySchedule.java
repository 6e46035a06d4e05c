package ngo.zoo.notices.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a failed delivery is tried again: after 5 seconds, then three times as late each time, at
 * most four hours apart, spread by a fifth so that those who failed together do not come back
 * together; for 24 hours in all.
 */
public final class RetrySchedule {
  public static final Duration WINDOW = Duration.ofHours(24);

  /** An endpoint that only fails for this long is switched off. */
  public static final Duration PATIENCE = Duration.ofDays(5);

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(4);
  private static final int FACTOR = 3;
  private static final int SPREAD = 20;

  private RetrySchedule() {}

  /**
   * @param tries failed tries so far, at least one
   * @param since when they began
   * @param asked what the receiver asked for by Retry-After; zero when it did not
   * @param draw any number, drawn at random
   * @return empty when it was the last try
   */
  public static Optional<Instant> next(
      int tries, Instant since, Instant now, Duration asked, int draw) {
    Duration wait = FIRST;
    for (int i = 1; i < tries && wait.compareTo(LONGEST) < 0; i++) {
      wait = wait.multipliedBy(FACTOR);
    }
    wait = shorter(wait, LONGEST).multipliedBy(percent(draw)).dividedBy(100);
    Instant next = now.plus(longer(wait, shorter(asked, LONGEST)));
    return next.isAfter(since.plus(WINDOW)) ? Optional.empty() : Optional.of(next);
  }

  /** 80 to 120. */
  private static int percent(int draw) {
    return 100 - SPREAD + Math.floorMod(draw, 2 * SPREAD + 1);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
