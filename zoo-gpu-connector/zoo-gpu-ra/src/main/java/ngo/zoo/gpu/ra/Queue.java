package ngo.zoo.gpu.ra;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;

/**
 * Waiting for a slot of one of several workers. A ticket stands in the queues of all of them and
 * holds nothing; whichever has a slot first serves it.
 */
public final class Queue {
  /** A worker's circuit opens without telling, so one looks around once in a while. */
  private static final long LOOK_AROUND = Duration.ofMillis(500).toNanos();

  private final int most;

  /**
   * @param most tickets that may wait for one worker
   */
  public Queue(int most) {
    this.most = most;
  }

  /**
   * Takes a slot of one of these workers.
   *
   * @throws WorkerException {@code UNAVAILABLE} when none of them is up; {@code BUSY} when none has
   *     had a slot in time, or too many wait
   */
  public WorkerState take(List<WorkerState> candidates, Duration wait) throws WorkerException {
    for (WorkerState state : candidates) {
      if (state.healthy() && state.takeSlot()) {
        return state;
      }
    }
    if (!anyUp(candidates)) {
      throw down(candidates);
    }
    if (!wait.isPositive()) {
      throw new WorkerException(Reason.BUSY, "All slots are taken");
    }
    return await(candidates, System.nanoTime() + wait.toNanos());
  }

  private WorkerState await(List<WorkerState> candidates, long deadline) throws WorkerException {
    Ticket ticket = new Ticket();
    boolean queued = false;
    for (WorkerState state : candidates) {
      queued |= state.healthy() && state.slots().queue(ticket, most);
    }
    if (queued) {
      sleep(ticket, candidates, deadline);
    }
    boolean unserved = ticket.giveUp();
    candidates.forEach(state -> state.slots().leave(ticket));
    if (!unserved) {
      return served(ticket, candidates);
    }
    if (!queued) {
      throw new WorkerException(Reason.BUSY, "As many as may wait for these nodes do already");
    }
    throw anyUp(candidates)
        ? new WorkerException(Reason.BUSY, "No slot became free in time")
        : down(candidates);
  }

  private static void sleep(Ticket ticket, List<WorkerState> candidates, long deadline) {
    long left = deadline - System.nanoTime();
    while (ticket.servedBy() == null
        && left > 0
        && anyUp(candidates)
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(ticket, Math.min(left, LOOK_AROUND));
      left = deadline - System.nanoTime();
    }
  }

  private static WorkerState served(Ticket ticket, List<WorkerState> candidates) {
    return candidates.stream()
        .filter(state -> state.slots() == ticket.servedBy())
        .findFirst()
        .orElseThrow();
  }

  private static boolean anyUp(List<WorkerState> candidates) {
    return candidates.stream().anyMatch(WorkerState::healthy);
  }

  private static WorkerException down(List<WorkerState> candidates) {
    return candidates.isEmpty()
        ? new WorkerException(Reason.UNAVAILABLE, "None of these nodes is registered")
        : candidates.getFirst().isDown();
  }
}
