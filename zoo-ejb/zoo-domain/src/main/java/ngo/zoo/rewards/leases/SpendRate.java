package ngo.zoo.rewards.leases;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many questions a second a payer asks, measured over whole seconds and forgotten by half with
 * each. Only the size of leases depends on it, never what may be spent.
 */
final class SpendRate {
  private static final long SECOND = 1_000_000_000L;

  private final LongAdder asked = new LongAdder();
  private long since;
  private volatile double perSecond;

  SpendRate(long now) {
    since = now;
  }

  void ask() {
    asked.increment();
  }

  /** Looks at the clock; cheap enough for every question. */
  double perSecond(long now) {
    if (now - since >= SECOND) {
      measure(now);
    }
    // A burst shows before its second is over.
    return Math.max(perSecond, asked.sum());
  }

  private synchronized void measure(long now) {
    long passed = now - since;
    if (passed >= SECOND) {
      double measured = asked.sumThenReset() * (double) SECOND / passed;
      // A payer who begins is not taken for half of what it is.
      perSecond = perSecond == 0 ? measured : (perSecond + measured) / 2;
      since = now;
    }
  }
}
