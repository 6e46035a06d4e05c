package ngo.zoo.gpu.ra.protocol;

import java.time.Duration;
import ngo.zoo.gpu.Delta;
import ngo.zoo.gpu.GpuConnection.TextListener;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An asker whose time is taken. Pieces are handed on by the thread that reads the backend, so one
 * who reads slowly holds up the call: that time is not the backend's. Who holds it up for too long,
 * at once or {@link #SHARES} times as long in all, counts as gone, and the thread that waits for it
 * is interrupted.
 */
public final class TimedListener implements TextListener {
  /** Nobody who could hold anything up. */
  public static final TimedListener NOBODY = new TimedListener(_ -> {}, Duration.ofMinutes(1));

  private static final Logger LOG = Logger.getLogger(TimedListener.class);
  private static final int SHARES = 3;

  private final TextListener listener;
  private final long atOnce;
  private @Nullable Thread inside;
  private long since;
  private long taken;
  private volatile boolean cutOff;

  /**
   * @param atOnce how long it may take to hand on what came
   */
  public TimedListener(TextListener listener, Duration atOnce) {
    this.listener = listener;
    this.atOnce = atOnce.toNanos();
  }

  @Override
  public void onText(String piece) {
    timed(() -> listener.onText(piece));
  }

  @Override
  public void onDelta(Delta delta) {
    timed(() -> listener.onDelta(delta));
  }

  @Override
  public void onPause() {
    timed(listener::onPause);
  }

  @Override
  public boolean gone() {
    return cutOff || listener.gone();
  }

  private void timed(Runnable handing) {
    enter();
    try {
      handing.run();
    } catch (RuntimeException e) {
      if (!cutOff) {
        throw e;
      }
      LOG.debug("An asker was cut off", e);
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    since = System.nanoTime();
    inside = Thread.currentThread();
  }

  private synchronized void leave() {
    taken += System.nanoTime() - since;
    inside = null;
    if (cutOff) {
      // It was meant for the listener alone.
      Thread.interrupted();
    }
  }

  /** Nanoseconds it has taken until now. */
  public synchronized long taken(long now) {
    return inside == null ? taken : taken + Math.max(0, now - since);
  }

  /** Called by a thread that watches; ends the waiting of one that took too long. */
  synchronized void look(long now) {
    Thread waiting = inside;
    if (waiting != null && !cutOff && (now - since > atOnce || taken(now) > SHARES * atOnce)) {
      cutOff = true;
      waiting.interrupt();
    }
  }
}
