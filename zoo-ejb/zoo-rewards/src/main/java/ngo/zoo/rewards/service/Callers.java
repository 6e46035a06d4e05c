package ngo.zoo.rewards.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.billing.KeyDraft;
import ngo.zoo.persistence.billing.OrganisationReader;
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
import ngo.zoo.shared.Scope;

/** Turns what a request proves into a {@link Caller}: one way for session, token and key. */
@Stateless
public class Callers {
  private static final Set<Scope> FIRST_SCOPES =
      EnumSet.of(Scope.MODELS_READ, Scope.CHAT_WRITE, Scope.USAGE_READ);

  @Inject private Parties parties;
  @Inject private OrganisationReader organisations;
  @Inject private BusinessClock clock;
  @EJB private Accounts accounts;

  /**
   * The person with this login; a member with empty accounts is made on first sight. A partner acts
   * for the organisation it belongs to.
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
    UUID organisation =
        roles.contains(Role.PARTNER) ? parties.organisationOf(member.id()).orElse(null) : null;
    return new Caller(Caller.Kind.PERSON, member.id(), login, organisation, roles);
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
                        "No organisation is registered for this client; ask the foundation's"
                            + " staff"));
    return new Caller(Caller.Kind.ORGANISATION, id, clientId, id, roles);
  }

  /** Notes the use of a key; a transaction only when it is worth one. */
  public void used(ApiKey key, Instant now) {
    parties.used(key, now);
  }

  static Caller caller(ApiKey found) {
    UUID id = found.organisationId();
    return new Caller(
        Caller.Kind.ORGANISATION,
        id,
        found.prefix(),
        id,
        Set.of(Role.PARTNER),
        new Caller.Key(
            found.id(),
            found.family(),
            found.projectId(),
            found.scopes(),
            found.questionsPerHour()));
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

  /** Stores a key given as SHA-256 in the first project; whoever made the key knows it. */
  public void registerKey(UUID organisationId, String prefix, byte[] sha256) {
    if (parties.key(sha256).isEmpty()) {
      Instant now = Instant.now();
      UUID project = organisations.projects(organisationId, now).getFirst().id();
      KeyDraft draft = new KeyDraft(project, "First key", FIRST_SCOPES, List.of(), null);
      parties.add(new ApiKey(organisationId, draft, prefix, sha256, now));
    }
  }

  /** The member acts for this organisation from now on, once the realm makes it a partner. */
  public void joinOrganisation(UUID organisationId, UUID memberId) {
    parties.join(organisationId, memberId, clock.now());
  }

  public OrganisationView organisation(UUID id) {
    Organisation found =
        parties.organisation(id).orElseThrow(() -> Refusal.notFound("organisation", id));
    return new OrganisationView(
        id,
        found.name(),
        accounts.spendable(AccountKind.ORGANISATION, id, Asset.KEEPER),
        parties.prefixes(id, Instant.now()));
  }

  private Member join(String login, String name) {
    Member member = parties.add(login, name, clock.now());
    accounts.open(AccountKind.MEMBER, member.id(), Asset.KEEPER);
    return member;
  }

  private UUID found(String name, String clientId) {
    Organisation organisation = new Organisation(name, clientId, clock.now());
    parties.add(organisation);
    organisations.addProject(organisation.id(), "Default", clock.now());
    accounts.open(AccountKind.ORGANISATION, organisation.id(), Asset.KEEPER);
    return organisation.id();
  }
}
