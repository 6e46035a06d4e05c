package ngo.zoo.gpu.ra;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The slots of one worker and who waits for one. A returned slot goes straight to whoever has
 * waited longest, so nobody who comes later overtakes and nobody has to look again and again. The
 * number of slots may change while some are taken. Thread-safe; no lock of another object is taken
 * inside.
 */
final class Slots {
  private final Deque<Ticket> waiting = new ArrayDeque<>();
  private int limit;
  private int taken;
  private boolean closed;

  Slots(int limit) {
    this.limit = limit;
  }

  /** Takes a slot at once, unless all are taken or somebody waits for one. */
  synchronized boolean take() {
    if (!isFree() || !waiting.isEmpty()) {
      return false;
    }
    taken++;
    return true;
  }

  private boolean isFree() {
    return !closed && taken < limit;
  }

  /**
   * Puts a ticket in the queue; a free slot is given to it at once.
   *
   * @param most tickets that may wait
   * @return false when the queue is full
   */
  synchronized boolean queue(Ticket ticket, int most) {
    if (waiting.size() >= most) {
      return false;
    }
    waiting.add(ticket);
    handOver();
    return true;
  }

  /** Takes a ticket out that got its slot elsewhere or gave up. */
  synchronized void leave(Ticket ticket) {
    waiting.remove(ticket);
  }

  synchronized void giveBack() {
    taken--;
    handOver();
  }

  synchronized void limit(int slots) {
    limit = slots;
    handOver();
  }

  /** While closed no slot is given; those taken stay taken. */
  synchronized void close(boolean now) {
    if (closed != now) {
      closed = now;
      handOver();
    }
  }

  /** A ticket that was served by another worker meanwhile costs no slot. */
  private void handOver() {
    while (isFree() && !waiting.isEmpty()) {
      if (waiting.remove().serve(this)) {
        taken++;
      }
    }
  }

  /** Tells everybody who waits to see whether waiting has any use. */
  synchronized void wakeAll() {
    waiting.forEach(Ticket::wake);
  }

  synchronized int inFlight() {
    return taken;
  }

  synchronized int waiting() {
    return waiting.size();
  }
}
