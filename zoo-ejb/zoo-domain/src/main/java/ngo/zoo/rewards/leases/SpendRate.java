package ngo.zoo.rewards.leases;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many questions a second a payer asks, measured over whole seconds and forgotten by half with
 * each. Only the size of leases depends on it, never what may be spent.
 */
final class SpendRate {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1000;

  private final LongAdder asked = new LongAdder();
  private long since;
  private volatile long milliPerSecond;

  /** The first question begins the time that is measured: alone it says nothing. */
  SpendRate(long now) {
    since = now;
    asked.decrement();
  }

  void ask() {
    asked.increment();
  }

  /** Thousandths of a question a second. Looks at the clock; cheap enough for every question. */
  long milliPerSecond(long now) {
    if (now - since >= SECOND) {
      measure(now);
    }
    // A burst shows before its second is over.
    return Math.max(milliPerSecond, asked.sum() * MILLI);
  }

  private synchronized void measure(long now) {
    long passed = now - since;
    if (passed >= SECOND) {
      // Microseconds keep the product small.
      long measured =
          Math.max(0, asked.sumThenReset()) * MILLI * (SECOND / MILLI) / (passed / MILLI);
      // A payer who begins is not taken for half of what it is.
      milliPerSecond = milliPerSecond == 0 ? measured : (milliPerSecond + measured) / 2;
      since = now;
    }
  }
}
