package ngo.zoo.shared;

import java.time.Instant;

/**
 * The clock of voting periods, dispute windows and unbonding. It may be advanced in the dev profile
 * (the offset is stored); leases, retries and tokens use the wall clock instead.
 */
public interface BusinessClock {
  /** Now, cut to milliseconds. */
  Instant now();

  /** Runs {@code work} on this thread as if it were {@code instant}: for the first start only. */
  void at(Instant instant, Runnable work);
}
