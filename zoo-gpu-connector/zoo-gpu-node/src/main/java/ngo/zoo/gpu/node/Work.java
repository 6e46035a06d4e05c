package ngo.zoo.gpu.node;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ngo.zoo.gpu.node.http.ApiError;

/** The node's slots, and what has been done in them since it started. */
public final class Work {

  private static final long MOMENT_MILLIS = 200;

  private final int slots;
  private final Semaphore free;
  private final AtomicLong succeeded = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong busy = new AtomicLong();
  private final AtomicLong tokens = new AtomicLong();

  /** So many requests may be worked on at once. */
  public Work(int slots) {
    this.slots = slots;
    this.free = new Semaphore(slots);
  }

  /** What is done in a slot; answers how many tokens it made or read. */
  @FunctionalInterface
  public interface Task<E extends Exception> {
    /** Does it. */
    long run() throws E;
  }

  /**
   * Does the task in a free slot.
   *
   * @throws ApiError 429 when there is none, nor one in a moment
   */
  public <E extends Exception> void inSlot(Task<E> task) throws E {
    if (!taken()) {
      busy.incrementAndGet();
      throw ApiError.busy();
    }
    boolean done = false;
    try {
      tokens.addAndGet(task.run());
      done = true;
    } finally {
      free.release();
      (done ? succeeded : failed).incrementAndGet();
    }
  }

  // A client may read the end of an answer and ask again before the answer's slot is free.
  private boolean taken() {
    try {
      return free.tryAcquire(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiError.unavailable("stopping", "The node is stopping");
    }
  }

  /** Waits until nothing is worked on; whatever is after that time is broken off. */
  public void awaitIdle(Duration most) {
    try {
      if (free.tryAcquire(slots, most.toMillis(), TimeUnit.MILLISECONDS)) {
        free.release(slots);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many requests may be worked on at once. */
  public int slots() {
    return slots;
  }

  /** How many are. */
  public int inFlight() {
    return slots - free.availablePermits();
  }

  /** Requests answered to their end. */
  public long succeeded() {
    return succeeded.get();
  }

  /** Requests that broke off, whosever fault it was. */
  public long failed() {
    return failed.get();
  }

  /** Requests refused because every slot was taken. */
  public long busy() {
    return busy.get();
  }

  /** Tokens made, and for embeddings tokens read. */
  public long tokens() {
    return tokens.get();
  }
}
