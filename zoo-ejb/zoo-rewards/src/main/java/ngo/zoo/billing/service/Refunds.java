package ngo.zoo.billing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.RefundView;
import ngo.zoo.persistence.billing.Refunding;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.shared.Scope;

/** Money back to partners, by two members of staff. */
@Stateless
public class Refunds {
  @Inject private Refunding refunding;
  @Inject private Tenancy tenancy;

  /** Newest first. */
  public List<RefundView> list(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return refunding.of(organisation);
  }

  /** Those of all organisations that wait for a second person (staff), oldest first. */
  public List<RefundView> waiting(Caller caller) {
    caller.require(Role.STAFF);
    return refunding.waiting();
  }

  /**
   * Asks for a refund (staff, in person: a client of theirs would be a second one of the same).
   *
   * @throws Refusal {@code person-needed} (403), {@code refund-invalid}, {@code reason-invalid}
   *     (400)
   */
  public RefundView request(Caller caller, UUID organisation, Amount amount, String reason) {
    staff(caller, organisation);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "A member of staff must ask for this in person");
    }
    return refunding.request(organisation, amount, reason, caller.id());
  }

  /**
   * Pays what another member of staff asked for.
   *
   * @throws Refusal {@code second-person-needed} (403), {@code refund-not-found} (404), {@code
   *     refund-decided}, {@code refund-too-high} (409)
   */
  public RefundView approve(Caller caller, UUID organisation, UUID refund) {
    staff(caller, organisation);
    return refunding.approve(organisation, refund, caller);
  }

  /** Ends a request without paying (staff); whoever asked may do so too. */
  public RefundView decline(Caller caller, UUID organisation, UUID refund) {
    staff(caller, organisation);
    return refunding.decline(organisation, refund, caller.id());
  }

  private void staff(Caller caller, UUID organisation) {
    caller.require(Role.STAFF);
    tenancy.enter(caller, organisation, Scope.BILLING_WRITE);
  }
}
