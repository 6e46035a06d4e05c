package ngo.zoo.notices.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.service.Tenancy;
import ngo.zoo.notices.EventType;
import ngo.zoo.notices.NewWebhook;
import ngo.zoo.notices.WebhookDraft;
import ngo.zoo.notices.WebhookView;
import ngo.zoo.notices.rules.WebhookSecret;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.notices.PartnerEventStore;
import ngo.zoo.persistence.notices.WebhookStore;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Endpoints of an organisation; each has a secret of its own, shown once. */
@Stateless
public class Webhooks {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MOST = 20;

  @Inject private WebhookStore store;
  @Inject private PartnerEventStore events;
  @Inject private Tenancy tenancy;

  @Inject
  @ConfigProperty(name = "zoo.webhooks.development", defaultValue = "false")
  private boolean development;

  /** Oldest first. */
  public List<WebhookView> list(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return store.all(organisation);
  }

  /** A page of them, oldest first; the search is for an address or a description. */
  public Page<WebhookView> page(Caller caller, UUID organisation, PageRequest request) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return store.page(organisation, request);
  }

  /**
   * @throws Refusal {@code webhook-not-found} (404)
   */
  public WebhookView one(Caller caller, UUID organisation, UUID webhook) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return found(organisation, webhook);
  }

  /**
   * @throws Refusal {@code webhook-url-invalid} (400), {@code webhooks-too-many} (409)
   */
  public NewWebhook create(Caller caller, UUID organisation, WebhookDraft draft) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    draft.checked(development);
    if (store.all(organisation).size() >= MOST) {
      throw Refusal.conflict(
          "webhooks-too-many", "An organisation has at most " + MOST + " webhooks; delete one");
    }
    WebhookSecret secret = WebhookSecret.fresh(RANDOM);
    UUID id = store.add(organisation, draft, secret, Instant.now());
    return new NewWebhook(found(organisation, id), secret.text());
  }

  /**
   * @throws Refusal {@code webhook-not-found} (404), {@code webhook-url-invalid} (400)
   */
  public WebhookView change(Caller caller, UUID organisation, UUID webhook, WebhookDraft draft) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    require(store.change(organisation, webhook, draft.checked(development)), webhook);
    return found(organisation, webhook);
  }

  /**
   * Makes a new secret; the one before signs too for 24 hours.
   *
   * @throws Refusal {@code webhook-not-found} (404)
   */
  public NewWebhook rotate(Caller caller, UUID organisation, UUID webhook) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    WebhookSecret secret = WebhookSecret.fresh(RANDOM);
    require(store.rotate(organisation, webhook, secret, Instant.now()), webhook);
    return new NewWebhook(found(organisation, webhook), secret.text());
  }

  /**
   * Nothing is sent to it any more.
   *
   * @throws Refusal {@code webhook-not-found} (404)
   */
  public void delete(Caller caller, UUID organisation, UUID webhook) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    require(store.delete(organisation, webhook, Instant.now()), webhook);
  }

  /**
   * Sends the event {@code ping} to this endpoint, whichever events it wants.
   *
   * @throws Refusal {@code webhook-not-found} (404), {@code webhook-disabled} (409)
   */
  public void ping(Caller caller, UUID organisation, UUID webhook) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    if (!found(organisation, webhook).enabled()) {
      throw disabled();
    }
    Instant now = Instant.now();
    String body =
        PartnerNotices.body(
            EventType.PING,
            now,
            Json.createObjectBuilder().add("webhook_id", webhook.toString()).build());
    UUID event = events.add(organisation, EventType.PING, Ids.next(), body, now).orElseThrow();
    events.deliverTo(event, webhook, now);
  }

  static Refusal disabled() {
    return Refusal.conflict("webhook-disabled", "The webhook is switched off; switch it on first");
  }

  private WebhookView found(UUID organisation, UUID webhook) {
    return store.one(organisation, webhook).orElseThrow(() -> Refusal.notFound("webhook", webhook));
  }

  private static void require(boolean found, UUID webhook) {
    if (!found) {
      throw Refusal.notFound("webhook", webhook);
    }
  }
}
