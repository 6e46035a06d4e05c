package ngo.zoo.persistence.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ngo.zoo.shared.OutboxHandler;
import ngo.zoo.shared.TryLater;
import org.jboss.logging.Logger;

/**
 * Carries facts from the outbox to their handlers. Listeners are served apart from each other, so
 * that one that waits for the outside does not hold up the rest.
 */
@ApplicationScoped
public class Relay {
  private static final Logger LOG = Logger.getLogger(Relay.class);
  // So that one full queue cannot keep its worker for ever.
  private static final int MOST_AT_ONCE = 100;
  private static final int LONGEST_ERROR = 1000;

  @Inject private EventQueue queue;
  @Inject @Any private Instance<OutboxHandler> handlers;

  /** For the container. */
  public Relay() {}

  Relay(EventQueue queue, Instance<OutboxHandler> handlers) {
    this.queue = queue;
    this.handlers = handlers;
  }

  /** Names of the listeners that have something due. */
  public List<String> listenersDue() {
    return queue.listenersDue(Instant.now());
  }

  /**
   * Handles what is due of one listener, one transaction each, until one has to wait: what that one
   * waits for, the next would ask for in vain. Returns how many were taken.
   */
  public int deliver(String listener) {
    int taken = 0;
    boolean able = true;
    while (able && taken < MOST_AT_ONCE) {
      Optional<OutboxEvent> event = queue.claim(listener, Instant.now());
      if (event.isEmpty()) {
        return taken;
      }
      able = handle(event.get());
      taken++;
    }
    return taken;
  }

  /** False when the handler cannot work now. */
  private boolean handle(OutboxEvent event) {
    try {
      if (event.attempts() > EventQueue.MOST_ATTEMPTS) {
        throw new IllegalStateException("the last attempt did not come to an end");
      }
      queue.run(event, handler(event.listener()));
      return true;
    } catch (Exception e) {
      Optional<String> wait = waitsFor(e);
      putBack(event, e, wait);
      return wait.isEmpty();
    }
  }

  private void putBack(OutboxEvent event, Exception error, Optional<String> wait) {
    if (wait.isPresent()) {
      queue.postpone(event, cut(wait.get()), Instant.now());
    } else {
      LOG.warnf(
          "Event %s (%s) failed, attempt %d: %s",
          event.id(), event.type(), event.attempts(), error);
      LOG.debug("Why it failed", error);
      queue.failed(event, cut(error.toString()), Instant.now());
    }
  }

  /** The container wraps what a service throws, so the word may stand anywhere in the chain. */
  private static Optional<String> waitsFor(Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof TryLater) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private OutboxHandler handler(String listener) {
    for (OutboxHandler handler : handlers) {
      if (handler.listener().equals(listener)) {
        return handler;
      }
    }
    throw new IllegalStateException("no handler for listener " + listener);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
  }
}
