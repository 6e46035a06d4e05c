package ngo.zoo.rewards.leases;

import java.util.UUID;
import ngo.zoo.shared.Amount;

/** A fee taken from a lease: put back or settled, once. */
public record Drawn(HeldLease lease, Amount fee) {
  public UUID leaseId() {
    return lease.id();
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
