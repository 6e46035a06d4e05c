package ngo.zoo.billing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.billing.OrganisationPlan;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.billing.PlanAssignment;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanVersion;
import ngo.zoo.billing.PlanView;
import ngo.zoo.billing.rules.PlanTimeline;
import ngo.zoo.persistence.billing.OrganisationReader;
import ngo.zoo.persistence.billing.PlanStore;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.shared.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Plans and who has them. Nothing begins in the past and nothing is changed: what a period cost can
 * be told again at any later time.
 */
@Stateless
public class Plans {
  private static final int LONGEST_NAME = 60;

  @Inject private PlanStore store;
  @Inject private OrganisationReader organisations;
  @Inject private PartnerEvents events;
  @Inject private Tenancy tenancy;
  @Inject private BusinessClock clock;

  /** By name: all for staff; for partners those open to everybody and those they have or had. */
  public List<PlanView> list(Caller caller) {
    caller.require(Role.PARTNER, Role.STAFF);
    caller.require(Scope.USAGE_READ);
    List<PlanView> all = store.plans(clock.now());
    UUID organisation = caller.organisationId();
    if (caller.has(Role.STAFF)) {
      return all;
    }
    List<UUID> own =
        organisation == null
            ? List.of()
            : store.assignments(organisation).stream().map(PlanAssignment::planId).toList();
    return all.stream()
        .filter(plan -> plan.open() || own.contains(plan.id()))
        .map(PlanView::ofOrganisations)
        .toList();
  }

  /**
   * @throws Refusal {@code plan-not-found}, also for a plan that the caller may not see
   */
  public PlanView plan(Caller caller, UUID id) {
    return list(caller).stream()
        .filter(plan -> plan.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("plan", id));
  }

  /**
   * A version of a plan that the caller may see.
   *
   * @throws Refusal {@code plan-version-not-found}
   */
  public PlanVersion version(Caller caller, UUID id) {
    return list(caller).stream()
        .flatMap(plan -> plan.versions().stream())
        .filter(version -> version.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("plan-version", id));
  }

  /**
   * Makes a plan with its first version.
   *
   * @param from when it begins; null for now
   * @throws Refusal {@code role-missing} for others than staff; {@code plan-name-invalid}, {@code
   *     plan-start-past} (400); {@code plan-name-taken} (409)
   */
  public PlanView create(
      Caller caller, String name, boolean open, PlanTerms terms, @Nullable Instant from) {
    mayChange(caller);
    String wanted = name.strip();
    if (wanted.isEmpty() || wanted.length() > LONGEST_NAME) {
      throw Refusal.field("plan-name-invalid", "name", "The name takes 1 to 60 characters");
    }
    Instant now = clock.now();
    UUID id =
        store
            .add(wanted, open, now)
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.Kind.CONFLICT,
                        "plan-name-taken",
                        "There is a plan of this name; choose another",
                        Map.of("name", "There is a plan of this name")));
    store.addVersion(id, 1, start(from, now), terms);
    return plan(caller, id);
  }

  /**
   * Adds a version that takes effect from its time for all organisations of the plan.
   *
   * @param from null for now
   * @throws Refusal {@code plan-not-found}; {@code plan-start-past} (400); {@code
   *     plan-version-too-early} (409) when a later one stands already
   */
  public PlanView addVersion(Caller caller, UUID plan, PlanTerms terms, @Nullable Instant from) {
    mayChange(caller);
    if (!store.lock(plan)) {
      throw Refusal.notFound("plan", plan);
    }
    Instant start = start(from, clock.now());
    PlanVersion last = store.versions(plan).getFirst();
    if (!start.isAfter(last.validFrom())) {
      throw Refusal.conflict(
          "plan-version-too-early",
          "Version %d begins at %s; the next one must begin after it"
              .formatted(last.version(), last.validFrom()));
    }
    UUID id = store.addVersion(plan, last.version() + 1, start, terms);
    String title = last.plan() + " v" + (last.version() + 1);
    store
        .organisationsOf(plan, start)
        .forEach(organisation -> tell(organisation, id, title, start));
    return plan(caller, plan);
  }

  /**
   * The organisation has the plan from then on, until another assignment begins.
   *
   * @param from null for now
   * @throws Refusal {@code organisation-not-found}, {@code plan-not-found}; {@code plan-start-past}
   *     (400); {@code plan-not-begun}, {@code plan-assigned-already} (409)
   */
  public OrganisationPlan assign(
      Caller caller, UUID organisation, UUID plan, @Nullable Instant from) {
    mayChange(caller);
    tenancy.enter(caller, organisation, Scope.BILLING_WRITE);
    Instant now = clock.now();
    Instant start = start(from, now);
    PlanVersion version = inForce(plan, start);
    UUID id =
        store
            .assign(organisation, plan, start, now, caller.name())
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "plan-assigned-already", "Another plan begins at the same time, " + start));
    tell(organisation, id, version.title(), start);
    return of(caller, organisation);
  }

  /** The plan that the organisation has now, and its history. */
  public OrganisationPlan of(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    PlanTimeline timeline = store.timeline(organisation);
    return new OrganisationPlan(timeline.at(clock.now()), timeline.assignments());
  }

  private PlanVersion inForce(UUID plan, Instant at) {
    List<PlanVersion> versions = store.versions(plan);
    if (versions.isEmpty()) {
      throw Refusal.notFound("plan", plan);
    }
    return versions.stream()
        .filter(version -> !version.validFrom().isAfter(at))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.conflict(
                    "plan-not-begun",
                    "The plan begins at %s; assign it from then on"
                        .formatted(versions.getLast().validFrom())));
  }

  private static void mayChange(Caller caller) {
    caller.require(Role.STAFF);
    caller.require(Scope.BILLING_WRITE);
  }

  private static Instant start(@Nullable Instant from, Instant now) {
    if (from != null && from.isBefore(now)) {
      throw Refusal.field(
          "plan-start-past", "valid_from", "Plans begin now or later: periods over keep theirs");
    }
    return from == null ? now : from;
  }

  private void tell(UUID organisation, UUID subject, String title, Instant from) {
    events.publish(
        organisation, "plan.changed", subject, Map.of("plan", title, "from", from.toString()));
  }
}
