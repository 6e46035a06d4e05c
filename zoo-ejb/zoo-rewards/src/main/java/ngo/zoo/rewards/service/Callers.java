package ngo.zoo.rewards.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.persistence.party.ApiKey;
import ngo.zoo.persistence.party.Member;
import ngo.zoo.persistence.party.Organisation;
import ngo.zoo.persistence.party.Parties;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.OrganisationView;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** Turns what a request proves into a {@link Caller}: one way for session, token and key. */
@Stateless
public class Callers {
  @Inject private Parties parties;
  @Inject private BusinessClock clock;
  @EJB private Accounts accounts;

  /**
   * The person with this login; a member with empty accounts is made on first sight.
   *
   * @param displayName blank when it is not known: then the one on record stays
   */
  public Caller person(String login, String displayName, Set<Role> roles) {
    String name = displayName.strip();
    Member member =
        parties.member(login).orElseGet(() -> join(login, name.isEmpty() ? login : name));
    if (!name.isEmpty()) {
      member.callThem(name);
    }
    return new Caller(Caller.Kind.PERSON, member.id(), login, null, roles);
  }

  /**
   * The organisation behind a client of the realm (client credentials).
   *
   * @throws ngo.zoo.shared.Refusal {@code client-unknown} (403) when no organisation has it
   */
  public Caller client(String clientId, Set<Role> roles) {
    UUID id =
        parties
            .organisationOf(clientId)
            .map(Organisation::id)
            .orElseThrow(
                () ->
                    Refusal.forbidden(
                        "client-unknown",
                        "No organisation is registered for this client; ask the foundation's staff"));
    return new Caller(Caller.Kind.ORGANISATION, id, clientId, id, roles);
  }

  /**
   * The organisation behind an API key.
   *
   * @throws ngo.zoo.shared.Refusal {@code api-key-invalid} (403; the filter makes it 401)
   */
  public Caller apiKey(String key) {
    ApiKey found =
        parties
            .key(sha256(key))
            .orElseThrow(
                () ->
                    Refusal.forbidden(
                        "api-key-invalid", "This API key is unknown or revoked; use another one"));
    Instant now = Instant.now();
    if (found.useIsNews(now)) {
      parties.used(found, now);
    }
    UUID id = found.organisationId();
    return new Caller(Caller.Kind.ORGANISATION, id, found.prefix(), id, Set.of(Role.PARTNER));
  }

  /** Display names of the people among these ids. */
  public Map<UUID, String> names(Collection<UUID> ids) {
    return parties.names(ids);
  }

  /** Makes an organisation with an empty account; the one there is when the client has one. */
  public UUID registerOrganisation(String name, String clientId) {
    return parties
        .organisationOf(clientId)
        .map(Organisation::id)
        .orElseGet(() -> found(name, clientId));
  }

  /** Stores a key given as SHA-256; the key itself is shown once by whoever made it. */
  public void registerKey(UUID organisationId, String prefix, byte[] sha256) {
    if (parties.key(sha256).isEmpty()) {
      parties.add(new ApiKey(organisationId, prefix, sha256, clock.now()));
    }
  }

  public OrganisationView organisation(UUID id) {
    Organisation found =
        parties.organisation(id).orElseThrow(() -> Refusal.notFound("organisation", id));
    return new OrganisationView(
        id,
        found.name(),
        accounts.balance(AccountKind.ORGANISATION, id, Asset.KEEPER),
        parties.prefixes(id));
  }

  private Member join(String login, String name) {
    Member member = parties.add(login, name, clock.now());
    accounts.open(AccountKind.MEMBER, member.id(), Asset.KEEPER);
    return member;
  }

  private UUID found(String name, String clientId) {
    Organisation organisation = new Organisation(name, clientId, clock.now());
    parties.add(organisation);
    accounts.open(AccountKind.ORGANISATION, organisation.id(), Asset.KEEPER);
    return organisation.id();
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
