package ngo.zoo.notices.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.notices.WebhookTransport;
import ngo.zoo.notices.WebhookTransport.Answer;
import ngo.zoo.notices.rules.WebhookSecret;
import ngo.zoo.persistence.notices.DeliveryQueue;
import ngo.zoo.persistence.notices.DueDelivery;

/** Delivers what is due for one endpoint, signed by Standard Webhooks 1.0.0. */
@ApplicationScoped
public class WebhookCourier {
  private static final int MOST_AT_ONCE = 100;

  @Inject private DeliveryQueue queue;
  @Inject private WebhookTransport transport;
  @Inject private WebhookAlarm alarm;

  /**
   * One after the other until one fails: where that one did not arrive, the next would not either.
   */
  public void deliver(UUID webhook) {
    boolean arrives = true;
    for (int i = 0; arrives && i < MOST_AT_ONCE; i++) {
      Optional<DueDelivery> due = queue.claim(webhook, Instant.now());
      if (due.isEmpty()) {
        return;
      }
      arrives = deliver(due.get());
    }
  }

  private boolean deliver(DueDelivery due) {
    Instant now = Instant.now();
    Answer answer =
        transport.post(
            URI.create(due.url()),
            Map.of(
                "webhook-id", due.messageId(),
                "webhook-timestamp", Long.toString(now.getEpochSecond()),
                "webhook-signature",
                    WebhookSecret.signatures(due.secrets(), due.messageId(), now, due.body())),
            due.body());
    queue.record(due, answer, Instant.now()).ifPresent(alarm::tell);
    return answer.succeeded();
  }
}
