package ngo.zoo.gpu.ra;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One who waits for a slot, in the queues of all workers that would do. The first worker to have a
 * slot serves it; the others then pass it over.
 */
final class Ticket {
  /** Stands for no worker: the ticket has given up. */
  private static final Slots GIVEN_UP = new Slots(0);

  private final Thread waiter = Thread.currentThread();
  private final AtomicReference<@Nullable Slots> served = new AtomicReference<>();

  /** Gives the slot, unless the ticket has one or has given up. */
  boolean serve(Slots slots) {
    boolean first = served.compareAndSet(null, slots);
    if (first) {
      LockSupport.unpark(waiter);
    }
    return first;
  }

  /** Has the waiter look around. */
  void wake() {
    LockSupport.unpark(waiter);
  }

  /** Whose slot it got; null while it waits. */
  @Nullable Slots servedBy() {
    return served.get();
  }

  /** Waits no longer; false when it was served just then, and the slot must be taken. */
  boolean giveUp() {
    return served.compareAndSet(null, GIVEN_UP);
  }
}
