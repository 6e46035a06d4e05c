package ngo.zoo.notices;

/**
 * An endpoint and its secret, shown this once.
 *
 * @param secret {@code whsec_} and base64
 */
public record NewWebhook(WebhookView webhook, String secret) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "NewWebhook[" + webhook.id() + "]";
  }
}
