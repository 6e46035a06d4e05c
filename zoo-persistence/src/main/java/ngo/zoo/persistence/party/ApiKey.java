package ngo.zoo.persistence.party;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.billing.KeyDraft;
import ngo.zoo.billing.rules.AddressRange;
import ngo.zoo.persistence.Ids;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import org.jspecify.annotations.Nullable;

/**
 * An organisation's key, stored as SHA-256 of the whole key; the prefix is what people see. Expiry
 * and revocation run by the wall clock and are for ever.
 */
@Entity
@Table(name = "api_key")
public class ApiKey {
  private static final Duration USE_GRAIN = Duration.ofMinutes(1);

  @Id private UUID id;

  @Column(name = "organisation_id")
  private UUID organisationId;

  @Column(name = "project_id")
  private UUID projectId;

  private String name;
  private String prefix;

  /** Separated by blanks. */
  private String scopes;

  /** CIDR ranges separated by blanks; empty for any address. */
  private String addresses;

  @Column(name = "key_hash")
  private byte[] keyHash;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @Column(name = "replaced_by")
  private @Nullable UUID replacedBy;

  /** The first key of those that rotations made of each other; budgets bind them together. */
  private UUID family;

  /** Null for as often as its organisation. */
  @Column(name = "questions_per_hour")
  private @Nullable Integer questionsPerHour;

  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  protected ApiKey() {}

  public ApiKey(
      UUID organisationId, KeyDraft draft, String prefix, byte[] sha256, Instant createdAt) {
    this.id = Ids.next();
    this.family = id;
    this.organisationId = organisationId;
    this.projectId = draft.projectId();
    this.name = draft.name();
    this.scopes = Scope.text(draft.scopes());
    this.addresses = AddressRange.text(draft.addresses());
    this.expiresAt = draft.expiresAt();
    this.questionsPerHour = draft.questionsPerHour();
    this.prefix = prefix;
    this.keyHash = sha256.clone();
    this.createdAt = createdAt;
  }

  /** A key like this one and of its family. */
  public ApiKey successor(String newPrefix, byte[] sha256, Instant now) {
    KeyDraft like =
        new KeyDraft(
            projectId, name, scopes(), AddressRange.parse(addresses), expiresAt, questionsPerHour);
    ApiKey key = new ApiKey(organisationId, like, newPrefix, sha256, now);
    key.family = family;
    return key;
  }

  /**
   * Another key takes over; this one still opens until {@code until}, or its own expiry if sooner.
   */
  public void replaceBy(UUID successor, Instant until) {
    replacedBy = successor;
    if (expiresAt == null || until.isBefore(expiresAt)) {
      expiresAt = until;
    }
  }

  /** Asks this often at most from now on; null for as often as its organisation. */
  public void limit(@Nullable Integer perHour) {
    questionsPerHour = perHour;
  }

  /** 0 for as often as its organisation. */
  public int questionsPerHour() {
    return questionsPerHour == null ? 0 : questionsPerHour;
  }

  /** Opens nothing from now on. */
  public void revoke(Instant now) {
    if (revokedAt == null) {
      revokedAt = now;
    }
  }

  /** Whether it opens anything at all. */
  public boolean live(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }

  /**
   * @throws Refusal {@code api-key-revoked}, {@code api-key-expired} (401), {@code api-key-address}
   *     (403)
   */
  public void admit(String address, Instant now) {
    if (revokedAt != null) {
      throw unauthenticated("api-key-revoked", "This API key was revoked; use another one");
    }
    if (!live(now)) {
      throw unauthenticated("api-key-expired", "This API key has expired; use another one");
    }
    if (!addresses.isBlank() && !AddressRange.allow(AddressRange.parse(addresses), address)) {
      throw Refusal.forbidden(
          "api-key-address", "This API key may not be used from the address " + address);
    }
  }

  private static Refusal unauthenticated(String code, String detail) {
    return new Refusal(Refusal.Kind.UNAUTHENTICATED, code, detail, Map.of());
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

  public UUID projectId() {
    return projectId;
  }

  public UUID family() {
    return family;
  }

  public Set<Scope> scopes() {
    return Scope.parse(scopes);
  }

  /** Null until a rotation made a successor. */
  public @Nullable UUID replacedBy() {
    return replacedBy;
  }

  public String prefix() {
    return prefix;
  }
}
