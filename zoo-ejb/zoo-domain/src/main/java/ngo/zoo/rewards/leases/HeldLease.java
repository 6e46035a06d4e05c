package ngo.zoo.rewards.leases;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import ngo.zoo.shared.Amount;

/**
 * A lease in the memory of the server that holds it. Fees are taken by compare-and-set and none is
 * taken after its time is over, its window has ended or it was retired. What is taken counts as
 * open until it is settled or put back, and while anything is open the lease is not closed.
 */
public final class HeldLease {
  private final OpenedLease opened;
  private final AtomicReference<BigInteger> left;
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean retired;
  private volatile boolean lost;
  private volatile long validUntil;
  private volatile long usedAt;

  /**
   * @param validUntil reading of {@link System#nanoTime} after which nothing is taken
   */
  HeldLease(OpenedLease opened, long now, long validUntil) {
    this.opened = opened;
    this.left = new AtomicReference<>(opened.amount().units());
    this.usedAt = now;
    this.validUntil = validUntil;
  }

  /** Takes the fee or nothing. */
  boolean take(Amount fee, long now, Instant businessTime) {
    // Counted first: whoever retires the lease and then sees nothing open has seen all takers.
    open.incrementAndGet();
    if (isUsable(now, businessTime) && subtract(fee.units())) {
      usedAt = now;
      return true;
    }
    open.decrementAndGet();
    return false;
  }

  boolean isUsable(long now, Instant businessTime) {
    Instant end = opened.windowEnd();
    return !retired && validUntil - now > 0 && (end == null || businessTime.isBefore(end));
  }

  private boolean subtract(BigInteger units) {
    BigInteger before;
    do {
      before = left.get();
      if (before.compareTo(units) < 0) {
        return false;
      }
    } while (!left.compareAndSet(before, before.subtract(units)));
    return true;
  }

  /** So much of a fee that was taken is not needed; what is left of it stays open. */
  void lessen(Amount rest) {
    left.accumulateAndGet(rest.units(), BigInteger::add);
  }

  /** The fee that was taken is not needed. */
  void putBack(Amount fee) {
    lessen(fee);
    open.decrementAndGet();
  }

  /** The fee that was taken is in the books. */
  void settled() {
    open.decrementAndGet();
  }

  /**
   * Nothing is taken any more.
   *
   * @return what nobody has taken; zero the next time
   */
  Amount retire() {
    retired = true;
    return new Amount(opened.amount().asset(), left.getAndSet(BigInteger.ZERO));
  }

  void prolong(long until) {
    validUntil = until;
  }

  /** The books have ended it: there is nothing to give back. */
  void lose() {
    lost = true;
    retire();
  }

  boolean isLost() {
    return lost;
  }

  boolean isRetired() {
    return retired;
  }

  boolean hasOpen() {
    return open.get() > 0;
  }

  long usedAt() {
    return usedAt;
  }

  /** Whether less than a part of it is left, so that the next one is needed soon. */
  boolean isLow() {
    return left.get().shiftLeft(1).compareTo(opened.amount().units()) < 0;
  }

  boolean has(Amount fee) {
    return left.get().compareTo(fee.units()) >= 0;
  }

  public Amount left() {
    return new Amount(opened.amount().asset(), left.get());
  }

  public UUID id() {
    return opened.id();
  }

  /** The payer's plan wants receipts committed before the reply. */
  public boolean durable() {
    return opened.durable();
  }
}
