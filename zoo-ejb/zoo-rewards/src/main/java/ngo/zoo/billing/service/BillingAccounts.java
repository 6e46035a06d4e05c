package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.BillingAccountView;
import ngo.zoo.billing.BillingMode;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.billing.BillingAccountStore;
import ngo.zoo.persistence.billing.OrganisationReader;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.shared.Scope;

/**
 * Whether an organisation pays before or after. A credit line is lent by the treasury: what of it
 * is not drawn lies on the organisation's CREDIT_LINE account.
 */
@Stateless
public class BillingAccounts {
  @Inject private BillingAccountStore store;
  @Inject private OrganisationReader organisations;
  @Inject private Tenancy tenancy;
  @Inject private BusinessClock clock;
  @EJB private Accounts accounts;

  public BillingAccountView of(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return store.view(organisation, clock.now());
  }

  /**
   * Sets mode and limit; the line is lent or given back by the difference.
   *
   * @param limit of the credit line; zero when prepaid
   * @throws Refusal {@code role-missing} for others than staff; {@code organisation-not-found};
   *     {@code credit-limit-invalid} (400); {@code credit-line-drawn} (409) with the amounts;
   *     {@code insufficient-funds} when the treasury cannot lend it
   */
  public BillingAccountView change(
      Caller caller, UUID organisation, BillingMode mode, Amount limit) {
    caller.require(Role.STAFF);
    caller.require(Scope.BILLING_WRITE);
    if (!organisations.exists(organisation)) {
      throw Refusal.notFound("organisation", organisation);
    }
    Amount wanted = checked(mode, limit);
    Amount before = store.lock(organisation).limit();
    move(organisation, before, wanted);
    store.change(organisation, mode, wanted);
    return store.view(organisation, clock.now());
  }

  private static Amount checked(BillingMode mode, Amount limit) {
    boolean fits =
        limit.asset() == Asset.KEEPER
            && !limit.isNegative()
            && limit.isZero() == (mode == BillingMode.PREPAID);
    if (!fits) {
      throw Refusal.field(
          "credit-limit-invalid",
          "credit_limit",
          "A post-paid organisation has a limit of some KEEPER above zero, a prepaid one has none");
    }
    return limit;
  }

  private void move(UUID organisation, Amount before, Amount wanted) {
    Amount free = accounts.balance(AccountKind.CREDIT_LINE, organisation, Asset.KEEPER);
    Amount more = wanted.minus(before);
    if (more.isZero()) {
      return;
    }
    if (free.plus(more).isNegative()) {
      throw Refusal.conflict(
          "credit-line-drawn",
          "The line of %s can be lowered by the %s that are free; %s are drawn: issue the invoice that refills it, then lower it to %s"
              .formatted(before, free, before.minus(free), wanted));
    }
    accounts.post(
        new PostEntry(
            "credit-line:" + Ids.next(),
            CauseKind.CREDIT_LINE,
            organisation,
            "Credit line changed from " + before + " to " + wanted,
            List.of(
                new PostEntry.Line(AccountKind.TREASURY, Accounts.FOUNDATION, more.negate()),
                new PostEntry.Line(AccountKind.CREDIT_LINE, organisation, more))));
  }
}
