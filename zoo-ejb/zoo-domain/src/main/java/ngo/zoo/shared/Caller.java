package ngo.zoo.shared;

import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: a person, an organisation's key or client, a node, or the system itself. Filled alike
 * by browser session, bearer token and API key; every service method that writes takes one.
 *
 * @param id the member, organisation or node; the zero UUID for the system
 * @param name what the audit trail shows: a login, a key prefix, a node name
 * @param organisationId the organisation a key or partner acts for
 * @param key the API key that was sent; null for browser sessions and access tokens
 */
public record Caller(
    Kind kind,
    UUID id,
    String name,
    @Nullable UUID organisationId,
    Set<Role> roles,
    @Nullable Key key) {

  /**
   * An API key: the project it belongs to and what it may do.
   *
   * @param family the first of the keys that rotations made of each other
   * @param questionsPerHour how often it asks at most; 0 for as often as its organisation
   */
  public record Key(UUID id, UUID family, UUID projectId, Set<Scope> scopes, int questionsPerHour) {
    public Key {
      scopes = Set.copyOf(scopes);
    }
  }

  /** What stands behind the request. */
  public enum Kind {
    PERSON,
    ORGANISATION,
    NODE,
    SYSTEM
  }

  /** Timers, relays and the first start. */
  public static final Caller SYSTEM =
      new Caller(Kind.SYSTEM, new UUID(0, 0), "system", null, Set.of(Role.STAFF, Role.GUARDIAN));

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** A caller without an API key. */
  public Caller(Kind kind, UUID id, String name, @Nullable UUID organisationId, Set<Role> roles) {
    this(kind, id, name, organisationId, roles, null);
  }

  /** Whose account questions are paid from: the organisation acted for, else the caller. */
  public UUID payerId() {
    return organisationId == null ? id : organisationId;
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /**
   * @throws Refusal {@code role-missing} when the caller has none of the roles
   */
  public Caller require(Role... anyOf) {
    if (Arrays.stream(anyOf).noneMatch(roles::contains)) {
      throw Refusal.forbidden(
          "role-missing", "This needs the role " + Arrays.toString(anyOf) + "; you have " + roles);
    }
    return this;
  }

  /**
   * What a key may do is bounded by its scopes; other callers have none and are bounded by roles.
   *
   * @throws Refusal {@code scope-missing} when a key lacks the scope
   */
  public Caller require(Scope scope) {
    if (key != null && !key.scopes().contains(scope)) {
      throw Refusal.forbidden(
          "scope-missing",
          "This needs a key with the scope %s; this one has: %s"
              .formatted(scope.word(), Scope.text(key.scopes())));
    }
    return this;
  }
}
