package ngo.zoo.persistence.party;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.persistence.Ids;
import org.jspecify.annotations.Nullable;

/** An organisation's key, stored as SHA-256 of the whole key; the prefix is what people see. */
@Entity
@Table(name = "api_key")
public class ApiKey {
  private static final Duration USE_GRAIN = Duration.ofMinutes(1);

  @Id private UUID id;

  @Column(name = "organisation_id")
  private UUID organisationId;

  private String prefix;

  @Column(name = "key_hash")
  private byte[] keyHash;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  protected ApiKey() {}

  public ApiKey(UUID organisationId, String prefix, byte[] sha256, Instant createdAt) {
    this.id = Ids.next();
    this.organisationId = organisationId;
    this.prefix = prefix;
    this.keyHash = sha256.clone();
    this.createdAt = createdAt;
  }

  /** Whether the last use on record is so long ago that the new one is worth a write. */
  public boolean useIsNews(Instant now) {
    return lastUsedAt == null || lastUsedAt.plus(USE_GRAIN).isBefore(now);
  }

  public UUID id() {
    return id;
  }

  public UUID organisationId() {
    return organisationId;
  }

  public String prefix() {
    return prefix;
  }
}
