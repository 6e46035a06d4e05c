package ngo.zoo.persistence.notices;

import java.util.List;
import java.util.UUID;
import ngo.zoo.notices.rules.WebhookSecret;

/**
 * A claimed delivery.
 *
 * @param attempt which one this is, counted from one
 * @param secrets all that sign at present, the newest first
 */
public record DueDelivery(
    UUID id,
    UUID webhookId,
    UUID eventId,
    String url,
    String body,
    int attempt,
    List<WebhookSecret> secrets) {
  public DueDelivery {
    secrets = List.copyOf(secrets);
  }

  /** The header {@code webhook-id}. */
  public String messageId() {
    return messageId(eventId);
  }

  static String messageId(UUID event) {
    return "msg_" + event.toString().replace("-", "");
  }
}
