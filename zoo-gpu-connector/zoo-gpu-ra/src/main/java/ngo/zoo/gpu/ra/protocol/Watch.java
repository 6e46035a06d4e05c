package ngo.zoo.gpu.ra.protocol;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The calls in flight. One thread looks at them all a few times a second and cuts off those whose
 * time is over and those nobody waits for: a thread that blocks in reading cannot notice itself
 * that its asker has left, and the backend would go on working.
 */
public final class Watch {
  private static final Logger LOG = Logger.getLogger(Watch.class);

  private final Set<Call> running = ConcurrentHashMap.newKeySet();

  /**
   * Who waits for a call.
   *
   * @param atMost for how long, its own time apart
   */
  record Asker(TimedListener listener, Duration atMost) {
    /** Somebody who is never gone. */
    static Asker within(Duration atMost) {
      return new Asker(TimedListener.NOBODY, atMost);
    }
  }

  Call begin(Runnable cancel, Asker asker) {
    Call call = new Call(cancel, asker);
    running.add(call);
    return call;
  }

  void end(Call call) {
    running.remove(call);
  }

  /** Cuts off what should not go on. Called by the adapter's timer. */
  public void look() {
    long now = System.nanoTime();
    running.forEach(call -> call.look(now));
  }

  /** Calls in flight now. */
  public int inFlight() {
    return running.size();
  }

  /** One call and why it was cut off, if it was. */
  static final class Call {
    private final Runnable cancel;
    private final Asker asker;
    private volatile long deadline;
    private volatile boolean abandoned;
    private volatile boolean late;

    private Call(Runnable cancel, Asker asker) {
      this.cancel = cancel;
      this.asker = asker;
      this.deadline = System.nanoTime() + asker.atMost().toNanos();
    }

    /** From now on it has this long at most. */
    void within(Duration atMost) {
      long now = System.nanoTime();
      long then = now + atMost.toNanos() - asker.listener().taken(now);
      if (then - deadline < 0) {
        deadline = then;
      }
    }

    private void look(long now) {
      if (abandoned || late) {
        return;
      }
      asker.listener().look(now);
      late = now - deadline - asker.listener().taken(now) > 0;
      abandoned = !late && isGone();
      if (late || abandoned) {
        cancel.run();
      }
    }

    private boolean isGone() {
      try {
        return asker.listener().gone();
      } catch (RuntimeException e) {
        LOG.debugf(e, "A listener cannot say whether its asker is still there");
        return false;
      }
    }

    boolean abandoned() {
      return abandoned;
    }

    boolean late() {
      return late;
    }
  }
}
