package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.IntSupplier;
import ngo.zoo.notices.DeliveryDetail;
import ngo.zoo.notices.DeliveryState;
import ngo.zoo.notices.DeliveryView;
import ngo.zoo.notices.WebhookView;
import ngo.zoo.notices.service.Deliveries;
import ngo.zoo.notices.service.Webhooks;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What the chosen endpoint was sent; the choice stands in the address. */
@Named
@ViewScoped
public class DeliveriesView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Webhooks webhooks;
  @Inject Deliveries deliveries;
  @Inject BillingView billingView;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable String webhook;
  private @Nullable String delivery;
  private @Nullable DeliveryState state;
  private @Nullable String search;
  private int hours = 24;
  private @Nullable PageModel<DeliveryView> rows;
  private @Nullable WebhookView endpoint;

  /** Answers 404 when the address names an endpoint or delivery that is not the organisation's. */
  public void load() {
    if (me.isSignedIn() && webhook != null && billingView.getOrganisation() != null) {
      endpoint =
          Lookup.byId(webhook, id -> webhooks.one(billingView.reader(), billingView.id(), id))
              .orElse(null);
    }
    if (endpoint != null && delivery != null) {
      Lookup.byId(delivery, this::detail);
    }
  }

  private DeliveryDetail detail(UUID id) {
    return deliveries.one(billingView.reader(), billingView.id(), webhookId(), id);
  }

  public PageModel<DeliveryView> getRows() {
    if (rows == null) {
      UUID id = webhookId();
      rows =
          new PageModel<>(
              request ->
                  deliveries.page(billingView.reader(), billingView.id(), id, state, request),
              ProposalsView.text(search));
    }
    return rows;
  }

  /** The delivery the address names; null when it names none. */
  public @Nullable DeliveryDetail getDetail() {
    return delivery == null ? null : detail(UUID.fromString(delivery));
  }

  /** Sends it again. */
  public @Nullable String replay(UUID id) {
    return attempt(
        () -> {
          deliveries.replay(billingView.reader(), billingView.id(), webhookId(), id);
          return 1;
        });
  }

  /** Sends all again that failed in the last hours. */
  public @Nullable String replayFailed() {
    Instant since = Instant.now().minus(Duration.ofHours(hours));
    return attempt(
        () -> deliveries.replayFailed(billingView.reader(), billingView.id(), webhookId(), since));
  }

  private @Nullable String attempt(IntSupplier action) {
    try {
      refusals.done("deliveries.replayed", action.getAsInt());
      return page(billingView.id(), String.valueOf(webhook));
    } catch (Refusal refusal) {
      refusals.show(refusal, "deliveries");
      return null;
    }
  }

  /** The page of an endpoint's deliveries, as an outcome. */
  static String page(UUID organisation, String webhook) {
    return "/webhooks.xhtml?faces-redirect=true&organisation="
        + organisation
        + "&webhook="
        + webhook;
  }

  private UUID webhookId() {
    return UUID.fromString(String.valueOf(webhook));
  }

  /** Null unless the address names one. */
  public @Nullable WebhookView getEndpoint() {
    return endpoint;
  }

  public @Nullable String getWebhook() {
    return webhook;
  }

  public void setWebhook(@Nullable String webhook) {
    this.webhook = webhook == null || webhook.isBlank() ? null : webhook;
  }

  public @Nullable String getDelivery() {
    return delivery;
  }

  public void setDelivery(@Nullable String delivery) {
    this.delivery = delivery == null || delivery.isBlank() ? null : delivery;
  }

  public @Nullable DeliveryState getState() {
    return state;
  }

  public void setState(@Nullable DeliveryState state) {
    this.state = state;
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }

  public int getHours() {
    return hours;
  }

  public void setHours(int hours) {
    this.hours = hours;
  }
}
