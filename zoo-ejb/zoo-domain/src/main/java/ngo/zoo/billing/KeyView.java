package ngo.zoo.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its owners see it: never the key itself.
 *
 * @param scopes as words, such as {@code chat:write}
 * @param addresses CIDR ranges it may be used from; none for any
 * @param replacedBy the key that a rotation made
 * @param questionsPerHour how often it asks at most; null for as often as its organisation
 */
public record KeyView(
    UUID id,
    UUID projectId,
    String project,
    String name,
    String prefix,
    KeyState state,
    List<String> scopes,
    List<String> addresses,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt,
    @Nullable UUID replacedBy,
    @Nullable Integer questionsPerHour) {
  public KeyView {
    scopes = List.copyOf(scopes);
    addresses = List.copyOf(addresses);
  }
}
