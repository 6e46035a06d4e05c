package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import ngo.zoo.notices.EventType;
import ngo.zoo.notices.NewWebhook;
import ngo.zoo.notices.WebhookDraft;
import ngo.zoo.notices.WebhookView;
import ngo.zoo.notices.service.Webhooks;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Endpoints of the organisation shown: make, show the secret once, rotate, switch, delete. */
@Named
@ViewScoped
public class WebhooksView implements Serializable {
  private static final long serialVersionUID = 1;

  /** What waits for a second press. */
  private enum Asked {
    ROTATE,
    DELETE
  }

  @Inject Webhooks webhooks;
  @Inject BillingView billingView;
  @Inject Refusals refusals;

  private String url = "";
  private String description = "";
  private String[] types = {};
  private @Nullable String secret;
  private @Nullable Asked asked;
  private @Nullable UUID chosen;
  private String chosenUrl = "";

  public List<WebhookView> getRows() {
    return webhooks.list(billingView.reader(), billingView.id());
  }

  /** Makes the endpoint of the form and shows its secret once. */
  public void create() {
    attempt(
        () -> {
          WebhookDraft draft = new WebhookDraft(url, description, Arrays.asList(types), true);
          show(webhooks.create(billingView.reader(), billingView.id(), draft));
          url = "";
          description = "";
        });
  }

  /** Sends a test event and shows what becomes of it. */
  public @Nullable String ping(UUID webhook) {
    try {
      webhooks.ping(billingView.reader(), billingView.id(), webhook);
      refusals.done("webhooks.pinged");
      return DeliveriesView.page(billingView.id(), webhook.toString());
    } catch (Refusal refusal) {
      refusals.show(refusal, "webhook");
      return null;
    }
  }

  /** Switches it on or off. */
  public void toggle(WebhookView webhook) {
    WebhookDraft draft =
        new WebhookDraft(webhook.url(), webhook.description(), webhook.types(), !webhook.enabled());
    attempt(() -> webhooks.change(billingView.reader(), billingView.id(), webhook.id(), draft));
  }

  /** First press: asks before the secret changes. */
  public void askRotate(WebhookView webhook) {
    ask(Asked.ROTATE, webhook);
  }

  /** First press: asks before it is deleted. */
  public void askDelete(WebhookView webhook) {
    ask(Asked.DELETE, webhook);
  }

  private void ask(Asked what, WebhookView webhook) {
    asked = what;
    chosen = webhook.id();
    chosenUrl = webhook.url();
  }

  public void reconsider() {
    asked = null;
    chosen = null;
  }

  /** Second press: does what was asked for. */
  public void confirm() {
    UUID webhook = chosen;
    Asked what = asked;
    reconsider();
    if (webhook != null) {
      attempt(() -> carryOut(what, webhook));
    }
  }

  private void carryOut(@Nullable Asked what, UUID webhook) {
    if (what == Asked.ROTATE) {
      show(webhooks.rotate(billingView.reader(), billingView.id(), webhook));
    } else {
      webhooks.delete(billingView.reader(), billingView.id(), webhook);
    }
  }

  private void show(NewWebhook made) {
    secret = made.secret();
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (Refusal refusal) {
      refusals.show(refusal, "webhook");
    }
  }

  /** The reader has copied the secret; it is gone for good. */
  public void forget() {
    secret = null;
  }

  public List<String> getTypeChoices() {
    return EventType.words();
  }

  public @Nullable String getSecret() {
    return secret;
  }

  public boolean isRotating() {
    return asked == Asked.ROTATE;
  }

  public boolean isDeleting() {
    return asked == Asked.DELETE;
  }

  public String getChosenUrl() {
    return chosenUrl;
  }

  public String getUrl() {
    return url;
  }

  public void setUrl(@Nullable String url) {
    this.url = url == null ? "" : url;
  }

  public String getDescription() {
    return description;
  }

  public void setDescription(@Nullable String description) {
    this.description = description == null ? "" : description;
  }

  public String[] getTypes() {
    return types.clone();
  }

  public void setTypes(String[] types) {
    this.types = types.clone();
  }
}
