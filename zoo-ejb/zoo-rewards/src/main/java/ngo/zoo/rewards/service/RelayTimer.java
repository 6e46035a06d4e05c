package ngo.zoo.rewards.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ngo.zoo.persistence.outbox.FinishedEvents;
import ngo.zoo.persistence.outbox.Relay;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Starts the outbox relay, which lives where no timer can, and erases what it finished long ago.
 * Each listener is served by a task of its own and never by two at once, so its facts come in order
 * unless one has to wait.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RelayTimer {
  private static final Logger LOG = Logger.getLogger(RelayTimer.class);

  @Inject
  @ConfigProperty(name = "zoo.outbox.keep", defaultValue = "P90D")
  private String keep;

  @Inject private Relay relay;
  @Inject private FinishedEvents finished;
  @Resource private ManagedExecutorService executor;

  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  /** A period that cannot be read keeps the server from starting, not the nights from erasing. */
  @PostConstruct
  void check() {
    Duration.parse(keep);
  }

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void tick() {
    for (String listener : relay.listenersDue()) {
      if (busy.add(listener)) {
        submit(listener);
      }
    }
  }

  /** Every night: facts that reached their listener {@code zoo.outbox.keep} ago, in batches. */
  @Schedule(hour = "3", minute = "10", second = "0", persistent = false)
  public void erase() {
    Instant before = Instant.now().minus(Duration.parse(keep));
    int erased = 0;
    int last;
    do {
      last = finished.erase(before);
      erased += last;
    } while (last > 0);
    LOG.infof("%d finished facts from before %s erased", erased, before);
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
