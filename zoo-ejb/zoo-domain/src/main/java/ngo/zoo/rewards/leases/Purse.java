package ngo.zoo.rewards.leases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/** The leases of one scope, the older first. */
final class Purse {
  final SpendRate rate;
  private final AtomicReference<@Nullable CountDownLatch> opening = new AtomicReference<>();
  private volatile List<HeldLease> leases = List.of();
  volatile long nextTry;
  volatile long askedAt;

  Purse(long now) {
    rate = new SpendRate(now);
    nextTry = now;
    askedAt = now;
  }

  /** True for the one who is to open a lease now; it says {@link #opened} when done. */
  boolean beginOpening() {
    return opening.compareAndSet(null, new CountDownLatch(1));
  }

  /**
   * Waits for a lease that is being opened: many who come at once must not all ask the books.
   *
   * @return whether it was worth waiting: false when none is being opened, or not in time
   */
  boolean awaitOpening(long nanos) {
    CountDownLatch opened = opening.get();
    try {
      return opened != null && opened.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** There is another lease, or there will be none now. */
  void opened() {
    CountDownLatch opened = opening.getAndSet(null);
    if (opened != null) {
      opened.countDown();
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
