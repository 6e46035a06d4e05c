package ngo.zoo.rewards.leases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/** The leases of one scope, the older first. */
final class Purse {
  final SpendRate rate;
  final AtomicBoolean opening = new AtomicBoolean();
  private volatile List<HeldLease> leases = List.of();
  volatile long nextTry;
  volatile long askedAt;

  Purse(long now) {
    rate = new SpendRate(now);
    nextTry = now;
    askedAt = now;
  }

  @Nullable HeldLease take(Amount fee, long now, Instant businessTime) {
    for (HeldLease lease : leases) {
      if (lease.take(fee, now, businessTime)) {
        return lease;
      }
    }
    return null;
  }

  /** Whether another lease should be opened before these are used up. */
  boolean isLow(long now, Instant businessTime) {
    for (HeldLease lease : leases) {
      if (lease.isUsable(now, businessTime) && !lease.isLow()) {
        return false;
      }
    }
    return true;
  }

  synchronized void add(HeldLease lease) {
    List<HeldLease> more = new ArrayList<>(leases);
    more.add(lease);
    leases = List.copyOf(more);
  }

  synchronized void remove(HeldLease lease) {
    leases = leases.stream().filter(one -> one != lease).toList();
  }

  List<HeldLease> leases() {
    return leases;
  }
}
