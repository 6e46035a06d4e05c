package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.rewards.OrganisationView;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;

/** Turns what a request proves into a {@link Caller}: one way for session, token and key. */
@Stateless
public class Callers {
  /** The person with this login; a member with empty accounts is made on first sight. */
  public Caller person(String login, String displayName, Set<Role> roles) {
    throw new UnsupportedOperationException();
  }

  /**
   * The organisation behind a client of the realm (client credentials).
   *
   * @throws ngo.zoo.shared.Refusal {@code client-unknown} (403) when no organisation has it
   */
  public Caller client(String clientId, Set<Role> roles) {
    throw new UnsupportedOperationException();
  }

  /**
   * The organisation behind an API key.
   *
   * @throws ngo.zoo.shared.Refusal {@code api-key-invalid} (403; the filter makes it 401)
   */
  public Caller apiKey(String key) {
    throw new UnsupportedOperationException();
  }

  public UUID registerOrganisation(String name, String clientId) {
    throw new UnsupportedOperationException();
  }

  /** Stores a key given as SHA-256; the key itself is shown once by whoever made it. */
  public void registerKey(UUID organisationId, String prefix, byte[] sha256) {
    throw new UnsupportedOperationException();
  }

  public OrganisationView organisation(UUID id) {
    throw new UnsupportedOperationException();
  }
}
