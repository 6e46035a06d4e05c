package ngo.zoo.rewards.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ngo.zoo.persistence.outbox.Relay;

/**
 * Starts the outbox relay, which lives where no timer can. Each listener is served by a task of its
 * own and never by two at once, so its facts come in order unless one has to wait.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RelayTimer {
  @Inject private Relay relay;
  @Resource private ManagedExecutorService executor;

  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void tick() {
    for (String listener : relay.listenersDue()) {
      if (busy.add(listener)) {
        submit(listener);
      }
    }
  }

  private void submit(String listener) {
    try {
      executor.execute(() -> deliver(listener));
    } catch (RuntimeException e) {
      busy.remove(listener);
      throw e;
    }
  }

  private void deliver(String listener) {
    try {
      relay.deliver(listener);
    } finally {
      busy.remove(listener);
    }
  }
}
