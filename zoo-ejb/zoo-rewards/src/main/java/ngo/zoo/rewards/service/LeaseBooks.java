package ngo.zoo.rewards.service;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.billing.CreditLeases;
import ngo.zoo.rewards.leases.LeaseDesk;
import ngo.zoo.rewards.leases.LeaseLedger;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.rewards.leases.OpenedLease;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/** This server's leases in the books, each call in a transaction of its own. */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LeaseBooks implements LeaseLedger {
  /** This process: another one after a restart, for it knows nothing of the leases before. */
  private static final UUID HOLDER = Ids.next();

  @Inject private CreditLeases leases;
  @Inject private Parameters parameters;

  @Override
  public Optional<OpenedLease> open(LeaseScope scope, Amount most, Amount least) {
    return leases.open(
        HOLDER,
        scope,
        most,
        least,
        // The lease in use and the next one together.
        Math.max(1, parameters.number(Parameter.LEASE_SHARE) / 2),
        LeaseDesk.Terms.USUAL.lasts());
  }

  @Override
  public Map<UUID, Boolean> renew(Collection<UUID> held) {
    return leases.renew(held, LeaseDesk.Terms.USUAL.lasts());
  }

  @Override
  public void giveBack(UUID lease, Amount unspent) {
    leases.giveBack(lease, unspent);
  }

  @Override
  public void close(UUID lease) {
    leases.close(lease);
  }

  @Override
  public void recall(LeaseScope scope) {
    leases.recall(scope);
  }

  /** Leases of any server whose time is over. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public List<UUID> expired() {
    return leases.expired();
  }

  /** Gives back what is left of one whose time is over. */
  public boolean expire(UUID lease) {
    return leases.expire(lease);
  }
}
