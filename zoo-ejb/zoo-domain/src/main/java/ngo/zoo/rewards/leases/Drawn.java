package ngo.zoo.rewards.leases;

import java.util.UUID;
import ngo.zoo.shared.Amount;

/** A fee taken from a lease: put back or settled, once. */
public record Drawn(HeldLease lease, Amount fee) {
  public UUID leaseId() {
    return lease.id();
  }

  /**
   * The answer costs this, which is no more than was taken: the rest can be taken by others at
   * once.
   */
  public Drawn costing(Amount cost) {
    Amount rest = fee.minus(cost);
    if (rest.isNegative()) {
      throw new IllegalArgumentException(fee + " was taken for what costs " + cost);
    }
    lease.lessen(rest);
    return new Drawn(lease, cost);
  }

  /** There was no answer to pay for. */
  public void putBack() {
    lease.putBack(fee);
  }

  /** It is in the books, or the books have refused it for good. */
  public void done() {
    lease.settled();
  }
}
