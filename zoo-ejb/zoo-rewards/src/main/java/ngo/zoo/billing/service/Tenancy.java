package ngo.zoo.billing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import ngo.zoo.persistence.billing.OrganisationReader;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.shared.Scope;

/**
 * Who may see and change an organisation's billing: its own partners, clients and keys, and staff.
 * To everybody else it does not exist, whether it does or not.
 */
@ApplicationScoped
public class Tenancy {
  @Inject private OrganisationReader organisations;

  /**
   * @throws Refusal {@code role-missing}, {@code scope-missing} (403), {@code
   *     organisation-not-found} (404)
   */
  public void enter(Caller caller, UUID organisation, Scope scope) {
    caller.require(Role.PARTNER, Role.STAFF);
    boolean allowed = organisation.equals(caller.organisationId()) || caller.has(Role.STAFF);
    if (!allowed || !organisations.exists(organisation)) {
      throw Refusal.notFound("organisation", organisation);
    }
    caller.require(scope);
  }
}
