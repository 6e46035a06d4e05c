package ngo.zoo.notices.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ngo.zoo.persistence.notices.DeliveryQueue;
import org.jboss.logging.Logger;

/**
 * Starts deliveries, each endpoint's in a virtual thread of its own: a receiver that lets us wait
 * takes no worker thread and no connection from others, and none is asked twice at once.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WebhookTimer {
  private static final Logger LOG = Logger.getLogger(WebhookTimer.class);
  private static final int MOST_AT_ONCE = 500;

  @Inject private DeliveryQueue queue;
  @Inject private WebhookCourier courier;
  @Resource private ContextService context;

  private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void tick() {
    for (UUID webhook : queue.webhooksDue(Instant.now())) {
      if (busy.size() < MOST_AT_ONCE && busy.add(webhook)) {
        Thread.ofVirtual()
            .name("webhook-" + webhook)
            .start(context.contextualRunnable(() -> deliver(webhook)));
      }
    }
  }

  private void deliver(UUID webhook) {
    try {
      courier.deliver(webhook);
    } catch (RuntimeException e) {
      LOG.warnf(e, "Webhook %s could not be served; it is tried again", webhook);
    } finally {
      busy.remove(webhook);
    }
  }
}
