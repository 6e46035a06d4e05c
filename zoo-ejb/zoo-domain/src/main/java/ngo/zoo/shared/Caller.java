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
 */
public record Caller(
    Kind kind, UUID id, String name, @Nullable UUID organisationId, Set<Role> roles) {

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
}
