package ngo.zoo.notices.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.billing.service.Tenancy;
import ngo.zoo.notices.DeliveryDetail;
import ngo.zoo.notices.DeliveryState;
import ngo.zoo.notices.DeliveryView;
import ngo.zoo.notices.WebhookView;
import ngo.zoo.persistence.notices.DeliveryReader;
import ngo.zoo.persistence.notices.WebhookStore;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import org.jspecify.annotations.Nullable;

/** What an endpoint was sent, and sending it again. */
@Stateless
public class Deliveries {
  @Inject private WebhookStore webhooks;
  @Inject private DeliveryReader reader;
  @Inject private Tenancy tenancy;

  /**
   * Newest first.
   *
   * @param state null for all
   * @throws Refusal {@code webhook-not-found} (404)
   */
  public Page<DeliveryView> page(
      Caller caller,
      UUID organisation,
      UUID webhook,
      @Nullable DeliveryState state,
      PageRequest request) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    found(organisation, webhook);
    return reader.page(webhook, state, request);
  }

  /**
   * @throws Refusal {@code webhook-not-found}, {@code delivery-not-found} (404)
   */
  public DeliveryDetail one(Caller caller, UUID organisation, UUID webhook, UUID delivery) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    found(organisation, webhook);
    return detail(webhook, delivery);
  }

  /**
   * Sends one again with the same id, whether it arrived or not.
   *
   * @throws Refusal {@code webhook-not-found}, {@code delivery-not-found} (404), {@code
   *     webhook-disabled}, {@code delivery-pending} (409)
   */
  public void replay(Caller caller, UUID organisation, UUID webhook, UUID delivery) {
    enterEnabled(caller, organisation, webhook);
    detail(webhook, delivery);
    if (!reader.replay(webhook, delivery, Instant.now())) {
      throw Refusal.conflict("delivery-pending", "This delivery is being tried already");
    }
  }

  /**
   * Sends all again that failed since.
   *
   * @return how many
   * @throws Refusal {@code webhook-not-found} (404), {@code webhook-disabled} (409)
   */
  public int replayFailed(Caller caller, UUID organisation, UUID webhook, Instant since) {
    enterEnabled(caller, organisation, webhook);
    return reader.replayFailed(webhook, since, Instant.now());
  }

  private void enterEnabled(Caller caller, UUID organisation, UUID webhook) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    if (!found(organisation, webhook).enabled()) {
      throw Webhooks.disabled();
    }
  }

  private DeliveryDetail detail(UUID webhook, UUID delivery) {
    return reader
        .detail(webhook, delivery)
        .orElseThrow(() -> Refusal.notFound("delivery", delivery));
  }

  private WebhookView found(UUID organisation, UUID webhook) {
    return webhooks
        .one(organisation, webhook)
        .orElseThrow(() -> Refusal.notFound("webhook", webhook));
  }
}
