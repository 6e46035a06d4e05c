package ngo.zoo.notices;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of an organisation; its secret is not shown again.
 *
 * @param types events it is told of; empty for all
 * @param disabledWhy why we switched it off; null when it is on or its owner did
 * @param failingSince since when nothing arrives; null when the last delivery did
 * @param oldSecretUntil until when the secret before the last rotation signs too
 */
public record WebhookView(
    UUID id,
    String url,
    String description,
    List<String> types,
    boolean enabled,
    @Nullable String disabledWhy,
    @Nullable Instant failingSince,
    @Nullable Instant oldSecretUntil,
    Instant createdAt) {
  public WebhookView {
    types = List.copyOf(types);
  }
}
