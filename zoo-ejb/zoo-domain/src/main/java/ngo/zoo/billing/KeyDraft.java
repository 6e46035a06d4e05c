package ngo.zoo.billing;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.billing.rules.AddressRange;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A key to make.
 *
 * @param addresses ranges it may be used from; none for any
 * @param expiresAt wall clock; null for a key that does not expire
 * @param questionsPerHour how often it asks at most; null for as often as its organisation
 */
public record KeyDraft(
    UUID projectId,
    String name,
    Set<Scope> scopes,
    List<AddressRange> addresses,
    @Nullable Instant expiresAt,
    @Nullable Integer questionsPerHour) {
  private static final int LONGEST_NAME = 60;

  /**
   * @throws Refusal {@code key-name-invalid}, {@code scopes-missing}
   */
  public KeyDraft {
    name = named("key-name-invalid", name);
    scopes = Set.copyOf(scopes);
    addresses = List.copyOf(addresses);
    if (scopes.isEmpty()) {
      throw Refusal.field("scopes-missing", "scopes", "Choose what the key may do");
    }
  }

  /** A key that asks as often as its organisation. */
  public KeyDraft(
      UUID projectId,
      String name,
      Set<Scope> scopes,
      List<AddressRange> addresses,
      @Nullable Instant expiresAt) {
    this(projectId, name, scopes, addresses, expiresAt, null);
  }

  /** A name of a key or project without blanks around it. */
  static String named(String code, String name) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
      throw Refusal.field(code, "name", "Give it a name of at most " + LONGEST_NAME + " letters");
    }
    return stripped;
  }

  /**
   * The name of a project.
   *
   * @throws Refusal {@code project-name-invalid}
   */
  public static String projectName(String name) {
    return named("project-name-invalid", name);
  }
}
