package ngo.zoo.routing.service;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.routing.rules.FairQueue;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many questions through as the nodes of a model have slots; when all are taken, tenants
 * wait in turns, each for its next question. A partner with a thousand questions waiting delays
 * another's single one by the time of one answer, not of a thousand.
 */
final class FairGate {
  /** Each who waits holds one of the server's 800 threads, of which others need some. */
  private static final int MOST_OF_ONE = 256;

  private static final int MOST = 512;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One who waits. */
  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private volatile boolean admitted;
  }

  private final FairQueue<Waiter> queue = new FairQueue<>(MOST_OF_ONE, MOST);
  private int inside;
  private int places;

  /**
   * Returns when there is a place.
   *
   * @param places how many there are now
   * @throws Refusal {@code overloaded} (503) when too many wait or none came free in time
   */
  void enter(UUID tenant, int places) {
    Waiter waiter = knock(tenant, places);
    if (waiter != null) {
      await(waiter);
    }
  }

  private synchronized @Nullable Waiter knock(UUID tenant, int now) {
    places = now;
    if (inside < places && queue.size() == 0) {
      inside++;
      return null;
    }
    Waiter waiter = new Waiter();
    if (!queue.offer(tenant, waiter)) {
      throw overloaded();
    }
    admit();
    return waiter;
  }

  private void await(Waiter waiter) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!waiter.admitted) {
      long left = until - System.nanoTime();
      if (left <= 0 && gaveUp(waiter)) {
        throw overloaded();
      }
      LockSupport.parkNanos(waiter, Math.max(1, left));
    }
  }

  /** False when it was admitted at the last moment. */
  private synchronized boolean gaveUp(Waiter waiter) {
    return !waiter.admitted && queue.remove(waiter);
  }

  /** The answer is there, or there will be none. */
  synchronized void leave() {
    inside--;
    admit();
  }

  /** How many wait. */
  synchronized int waiting() {
    return queue.size();
  }

  private void admit() {
    while (inside < places) {
      Waiter next = queue.poll();
      if (next == null) {
        return;
      }
      inside++;
      next.admitted = true;
      LockSupport.unpark(next.thread);
    }
  }

  private static Refusal overloaded() {
    return Refusal.unavailable(
        "overloaded",
        "All nodes are busy and too many questions wait. Nothing was charged; ask again in a few"
            + " seconds");
  }
}
