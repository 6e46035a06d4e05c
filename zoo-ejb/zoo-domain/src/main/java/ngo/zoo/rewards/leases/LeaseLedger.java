package ngo.zoo.rewards.leases;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/** The books' side of leases. Each call is a transaction of its own. */
public interface LeaseLedger {
  /**
   * Opens a lease of at most {@code most} and of a governed share of what binds it.
   *
   * @return empty when that is less than {@code least}
   */
  Optional<OpenedLease> open(LeaseScope scope, Amount most, Amount least);

  /**
   * Prolongs the leases that are still valid.
   *
   * @return those, and whether nothing more is to be spent of them; the others are lost
   */
  Map<UUID, Boolean> renew(Collection<UUID> leases);

  /** Gives back units that are not spent; the lease goes on. */
  void giveBack(UUID lease, Amount unspent);

  /** Ends the lease and gives back all that is left; nothing happens when it has ended. */
  void close(UUID lease);

  /** Asks every server to give back what it leased within the scope, in some seconds. */
  void recall(LeaseScope scope);
}
