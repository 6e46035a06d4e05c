package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.billing.KeyDraft;
import ngo.zoo.billing.OrganisationRow;
import ngo.zoo.billing.ProjectView;
import ngo.zoo.persistence.billing.OrganisationReader;
import ngo.zoo.persistence.party.Parties;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.shared.Scope;

/** Organisations, their people and their projects. */
@Stateless
public class Organisations {
  @Inject private OrganisationReader reader;
  @Inject private Parties parties;
  @Inject private Tenancy tenancy;
  @Inject private BusinessClock clock;
  @EJB private Callers callers;

  /** All for staff, by name; the caller's own for others. */
  public List<OrganisationRow> list(Caller caller) {
    caller.require(Role.PARTNER, Role.STAFF);
    return reader.all().stream()
        .filter(row -> caller.has(Role.STAFF) || row.id().equals(caller.organisationId()))
        .toList();
  }

  public OrganisationRow organisation(Caller caller, UUID id) {
    tenancy.enter(caller, id, Scope.USAGE_READ);
    return reader.all().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  /**
   * Makes an organisation with an empty account and a first project.
   *
   * @param clientId its client of the realm; the organisation there is when one has it
   * @throws Refusal {@code role-missing} for others than staff; {@code organisation-name-taken}
   */
  public UUID register(Caller caller, String name, String clientId) {
    caller.require(Role.STAFF);
    String wanted = name.strip();
    boolean taken =
        parties.organisationOf(clientId).isEmpty()
            && reader.all().stream().anyMatch(row -> row.name().equals(wanted));
    if (taken) {
      throw Refusal.conflict("organisation-name-taken", "Another organisation has this name");
    }
    return callers.registerOrganisation(wanted, clientId.strip());
  }

  /**
   * A person acts for the organisation from now on; its role partner comes from the realm.
   *
   * @throws Refusal {@code role-missing} for others than staff; {@code member-not-found}
   */
  public void join(Caller caller, UUID organisation, String login) {
    caller.require(Role.STAFF);
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    UUID member = parties.member(login).orElseThrow(() -> Refusal.notFound("member", login)).id();
    callers.joinOrganisation(organisation, member);
  }

  /** Oldest first. */
  public List<ProjectView> projects(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return reader.projects(organisation, Instant.now());
  }

  /**
   * @throws Refusal {@code project-not-found} (404)
   */
  public ProjectView project(Caller caller, UUID organisation, UUID project) {
    return projects(caller, organisation).stream()
        .filter(one -> one.id().equals(project))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("project", project));
  }

  /**
   * @throws Refusal {@code project-name-invalid}, {@code project-name-taken}
   */
  public ProjectView addProject(Caller caller, UUID organisation, String name) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    String wanted = KeyDraft.projectName(name);
    UUID id =
        reader
            .addProject(organisation, wanted, clock.now())
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.Kind.CONFLICT,
                        "project-name-taken",
                        "There is a project of this name; choose another",
                        Map.of("name", "There is a project of this name")));
    return reader.projects(organisation, Instant.now()).stream()
        .filter(project -> project.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
