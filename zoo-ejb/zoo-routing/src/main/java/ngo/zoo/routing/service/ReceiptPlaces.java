package ngo.zoo.routing.service;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import ngo.zoo.shared.Refusal;

/**
 * Places for answers from before their question is asked until their commit. Who finds none waits
 * for one: in the long run no more is answered than the books take, and what a server that dies has
 * given for nothing is bounded.
 */
final class ReceiptPlaces {
  static final int MOST = 4096;

  /** Each who waits holds one of the server's 800 threads. */
  private static final int MOST_PATIENT = 256;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore free = new Semaphore(MOST);
  private volatile boolean closed;

  /**
   * Takes one.
   *
   * @throws Refusal {@code overloaded} (503) after {@link #PATIENCE}, at once when too many wait or
   *     no more are given
   */
  void take() {
    if (closed || !(free.tryAcquire() || waited())) {
      throw overloaded();
    }
    if (closed) {
      free.release();
      throw overloaded();
    }
  }

  private boolean waited() {
    try {
      return free.getQueueLength() < MOST_PATIENT
          && free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void giveBack(int count) {
    free.release(count);
  }

  /** Gives no more; waits for those that are taken, and says how many still are in the end. */
  int close(Duration patience) {
    closed = true;
    try {
      if (free.tryAcquire(MOST, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        free.release(MOST);
        return 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return MOST - free.availablePermits();
  }

  private Refusal overloaded() {
    return Refusal.unavailable(
        "overloaded",
        closed
            ? "The server stops; ask again in a few seconds"
            : "More questions come than can be booked; ask again in a few seconds");
  }
}
