package ngo.zoo.billing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.BudgetAlert;
import ngo.zoo.billing.BudgetDraft;
import ngo.zoo.billing.BudgetView;
import ngo.zoo.persistence.billing.BudgetStore;
import ngo.zoo.persistence.billing.OrganisationReader;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;

/** Budgets of an organisation, its projects and its keys; enforced where fees are reserved. */
@Stateless
public class Budgets {
  @Inject private BudgetStore budgets;
  @Inject private OrganisationReader reader;
  @Inject private Tenancy tenancy;
  @Inject private BusinessClock clock;

  /** Those in force with their present windows, oldest first. */
  public List<BudgetView> list(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return budgets.inForce(organisation, clock.now());
  }

  /** A page of them; the search is for what a budget bounds, its level or its period. */
  public Page<BudgetView> page(Caller caller, UUID organisation, PageRequest request) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return budgets.inForce(organisation, request, clock.now());
  }

  /**
   * One in force.
   *
   * @throws Refusal {@code budget-not-found} (404)
   */
  public BudgetView budget(Caller caller, UUID organisation, UUID budget) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return one(organisation, budget);
  }

  /** Thresholds reached, newest first. */
  public List<BudgetAlert> alerts(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return budgets.alerts(organisation);
  }

  /**
   * Sets a budget; what was spent before it is not counted.
   *
   * @throws Refusal {@code project-not-found}, {@code key-not-found} (404)
   */
  public BudgetView set(Caller caller, UUID organisation, BudgetDraft draft) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    UUID project = draft.projectId();
    if (project != null && !reader.hasProject(organisation, project)) {
      throw Refusal.notFound("project", project);
    }
    return one(organisation, budgets.add(organisation, ofFamily(organisation, draft), clock.now()));
  }

  /** A budget of a key goes with the keys that rotations make of it. */
  private BudgetDraft ofFamily(UUID organisation, BudgetDraft draft) {
    UUID key = draft.keyId();
    if (key == null) {
      return draft;
    }
    UUID family = reader.family(organisation, key).orElseThrow(() -> Refusal.notFound("key", key));
    return new BudgetDraft(null, family, draft.period(), draft.limit(), draft.hard());
  }

  /**
   * Raises or lowers the limit; what is spent stays spent.
   *
   * @throws Refusal {@code budget-not-found} (404), {@code budget-limit-invalid} (400)
   */
  public BudgetView change(Caller caller, UUID organisation, UUID budget, Amount limit) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    if (!budgets.change(organisation, budget, BudgetDraft.checked(limit))) {
      throw Refusal.notFound("budget", budget);
    }
    return one(organisation, budget);
  }

  /**
   * The budget binds nothing from now on.
   *
   * @throws Refusal {@code budget-not-found} (404)
   */
  public void end(Caller caller, UUID organisation, UUID budget) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    if (!budgets.end(organisation, budget, clock.now())) {
      throw Refusal.notFound("budget", budget);
    }
  }

  private BudgetView one(UUID organisation, UUID budget) {
    return budgets.inForce(organisation, clock.now()).stream()
        .filter(view -> view.id().equals(budget))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("budget", budget));
  }
}
