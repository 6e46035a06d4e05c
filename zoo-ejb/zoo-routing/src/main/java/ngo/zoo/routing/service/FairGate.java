package ngo.zoo.routing.service;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.routing.rules.FairQueue;
import ngo.zoo.routing.rules.WaitingRoom;
import ngo.zoo.shared.Refusal;

/**
 * Lets as many questions through as the nodes of a model have slots; when all are taken, tenants
 * wait in turns, each for its next question. A partner with a thousand questions waiting delays
 * another's single one by the time of one answer, not of a thousand.
 */
final class FairGate {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One who waits. */
  static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private volatile boolean admitted;
    private volatile boolean sentAway;

    private void sendAway() {
      sentAway = true;
      LockSupport.unpark(thread);
    }
  }

  private final FairQueue<Waiter> queue = new FairQueue<>();
  private final WaitingRoom<Waiter> room;
  private int inside;
  private int places;

  /**
   * @param room shared with the gates of other models: whoever waits anywhere holds a thread
   */
  FairGate(WaitingRoom<Waiter> room) {
    this.room = room;
  }

  /**
   * Returns when there is a place.
   *
   * @param places how many there are now
   * @throws Refusal {@code overloaded} (503) when too many wait or none came free in time
   */
  void enter(UUID tenant, int places) {
    if (isFree(places)) {
      return;
    }
    Waiter waiter = new Waiter();
    WaitingRoom.Entry<Waiter> entry = room.enter(tenant, waiter);
    entry.displaced().ifPresent(Waiter::sendAway);
    if (!entry.admitted()) {
      throw overloaded();
    }
    try {
      queueUp(tenant, waiter);
      await(waiter);
    } finally {
      room.leave(tenant, waiter);
    }
  }

  private synchronized boolean isFree(int now) {
    places = now;
    boolean free = inside < places && queue.size() == 0;
    if (free) {
      inside++;
    }
    return free;
  }

  private synchronized void queueUp(UUID tenant, Waiter waiter) {
    queue.offer(tenant, waiter);
    admit();
  }

  private void await(Waiter waiter) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!waiter.admitted) {
      long left = until - System.nanoTime();
      if ((left <= 0 || waiter.sentAway) && gaveUp(waiter)) {
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
