package ngo.zoo.gpu.ra;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import ngo.zoo.gpu.WorkerMetrics.Breaker;

/**
 * Keeps requests from a worker that answers its probes and fails at its work. Opens after so many
 * failures in a row, or when too many of the latest requests failed; then one request at a time is
 * let through after a back-off that doubles with each failure, and a success closes it. The
 * back-off is jittered, so that many servers do not come back at the same moment. Thread-safe.
 */
final class CircuitBreaker {
  private static final int WINDOW = 20;
  private static final int MOST_DOUBLINGS = 16;

  private final BreakerSettings settings;
  private final LongSupplier nanos;
  private final RandomGenerator random;
  private final boolean[] failedLately = new boolean[WINDOW];
  private int outcomes;
  private int failuresLately;
  private int inARow;
  private int openings;
  private boolean open;
  private boolean trying;
  private long tryAt;

  CircuitBreaker(BreakerSettings settings, LongSupplier nanos, RandomGenerator random) {
    this.settings = settings;
    this.nanos = nanos;
    this.random = random;
  }

  /** Whether a request may go through now; when half open, it is the one that tries. */
  synchronized boolean admit() {
    if (!open) {
      return true;
    }
    if (nanos.getAsLong() - tryAt < 0) {
      return false;
    }
    trying = true;
    // Should the one that tries never tell, another may after the same time.
    tryAt = nanos.getAsLong() + backOff().toNanos();
    return true;
  }

  /** Whether {@link #admit} would let a request through. */
  synchronized boolean admits() {
    return !open || nanos.getAsLong() - tryAt >= 0;
  }

  synchronized void succeeded() {
    if (open) {
      reset();
    } else {
      inARow = 0;
      count(false);
    }
  }

  synchronized void failed() {
    if (open) {
      openings += trying ? 1 : 0;
      openFor();
      return;
    }
    inARow++;
    count(true);
    if (inARow >= settings.failuresInARow() || isFailingTooOften()) {
      openings = 0;
      openFor();
    }
  }

  private void openFor() {
    open = true;
    trying = false;
    tryAt = nanos.getAsLong() + backOff().toNanos();
  }

  /** Half of it at least, so that jitter never makes it nothing. */
  private Duration backOff() {
    Duration doubled =
        settings.firstBackOff().multipliedBy(1L << Math.min(openings, MOST_DOUBLINGS));
    Duration whole =
        doubled.compareTo(settings.longestBackOff()) < 0 ? doubled : settings.longestBackOff();
    return Duration.ofNanos((long) (whole.toNanos() * (0.5 + 0.5 * random.nextDouble())));
  }

  private void reset() {
    open = false;
    trying = false;
    inARow = 0;
    outcomes = 0;
    failuresLately = 0;
    Arrays.fill(failedLately, false);
  }

  private void count(boolean failure) {
    int place = outcomes++ % WINDOW;
    failuresLately += (failure ? 1 : 0) - (failedLately[place] ? 1 : 0);
    failedLately[place] = failure;
    if (outcomes == 2 * WINDOW) {
      outcomes = WINDOW;
    }
  }

  private boolean isFailingTooOften() {
    return outcomes >= WINDOW && failuresLately * 100 >= settings.failurePercent() * WINDOW;
  }

  synchronized Breaker state() {
    if (!open) {
      return Breaker.CLOSED;
    }
    return trying || nanos.getAsLong() - tryAt >= 0 ? Breaker.HALF_OPEN : Breaker.OPEN;
  }
}
