package ngo.zoo.rewards.leases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  /** Waits for a lease that is being opened: many who come at once must not all ask the books. */
  void awaitOpening(Duration patience) {
    if (!opening.get()) {
      return;
    }
    long until = System.nanoTime() + patience.toNanos();
    synchronized (opening) {
      for (long left = patience.toNanos();
          opening.get() && left > 0;
          left = until - System.nanoTime()) {
        try {
          TimeUnit.NANOSECONDS.timedWait(opening, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** There is another lease, or there will be none now. */
  void opened() {
    opening.set(false);
    synchronized (opening) {
      opening.notifyAll();
    }
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
