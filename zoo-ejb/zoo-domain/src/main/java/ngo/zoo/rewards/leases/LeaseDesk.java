package ngo.zoo.rewards.leases;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Hands out fees from leases without asking the books. Whoever asks often enough gets a lease in
 * the background, and the next one before it is used up; without one, the caller reserves the fee
 * by itself. The sum of what desks on all servers hand out is never more than what the books leased
 * them, whatever happens to a server: the books count a lease as spent until it is closed or its
 * time is over, and settle nothing against it afterwards.
 */
public final class LeaseDesk {
  /**
   * @param milliPerSecond thousandths of a question a second from which on a lease is worth its
   *     transactions
   * @param leastFees a lease of fewer fees is not worth it either
   * @param lasts how long the books keep a lease that is not prolonged
   * @param margin that much earlier nothing more is taken from it
   * @param idle an unused lease is given back after it
   */
  public record Terms(
      int milliPerSecond, int leastFees, Duration lasts, Duration margin, Duration idle) {
    public static final Terms USUAL =
        new Terms(200, 8, Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(20));
  }

  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(2);
  private static final Duration RECALL_GRAIN = Duration.ofSeconds(1);
  private static final int MOST_RECALLS = 10_000;
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration FORGET = Duration.ofMinutes(5);

  private final LeaseLedger ledger;
  private final Terms terms;
  private final Supplier<Duration> horizon;
  private final Executor background;
  private final LongSupplier nanos;
  private final Supplier<Instant> businessTime;
  private final Map<LeaseScope, Long> recalls = new ConcurrentHashMap<>();
  private final Map<LeaseScope, Purse> purses = new ConcurrentHashMap<>();

  /**
   * @param horizon a lease is at most what is spent in so long
   * @param background runs what asks the books
   */
  public LeaseDesk(
      LeaseLedger ledger,
      Terms terms,
      Supplier<Duration> horizon,
      Executor background,
      LongSupplier nanos,
      Supplier<Instant> businessTime) {
    this.ledger = ledger;
    this.terms = terms;
    this.horizon = horizon;
    this.background = background;
    this.nanos = nanos;
    this.businessTime = businessTime;
  }

  /** The fee of one question; empty when there is no lease that has it. */
  public Optional<Drawn> take(LeaseScope scope, Amount fee) {
    long now = nanos.getAsLong();
    Instant time = businessTime.get();
    Purse purse = purses.computeIfAbsent(scope, any -> new Purse(now));
    purse.askedAt = now;
    purse.rate.ask();
    HeldLease lease = purse.take(fee, now, time);
    if (purse.isLow(now, time)) {
      openSoon(scope, purse, fee, now);
    }
    if (lease == null) {
      lease = awaited(scope, purse, fee);
    }
    return lease == null ? Optional.empty() : Optional.of(new Drawn(lease, fee));
  }

  /**
   * Many who come at once share the leases that are opened for them one after the other: the first
   * is as small as what was asked before it.
   */
  private @Nullable HeldLease awaited(LeaseScope scope, Purse purse, Amount fee) {
    long until = nanos.getAsLong() + WAIT.toNanos();
    HeldLease lease = null;
    boolean opened = true;
    while (lease == null && opened) {
      opened = purse.awaitOpening(until - nanos.getAsLong());
      long now = nanos.getAsLong();
      lease = purse.take(fee, now, businessTime.get());
      if (lease == null) {
        openSoon(scope, purse, fee, now);
      }
    }
    return lease;
  }

  private void openSoon(LeaseScope scope, Purse purse, Amount fee, long now) {
    if (now - purse.nextTry >= 0
        && purse.rate.milliPerSecond(now) >= terms.milliPerSecond
        && purse.beginOpening()) {
      try {
        background.execute(() -> open(scope, purse, fee));
      } catch (RejectedExecutionException busy) {
        purse.opened();
      }
    }
  }

  private void open(LeaseScope scope, Purse purse, Amount fee) {
    long begun = nanos.getAsLong();
    purse.nextTry = begun + AFTER_REFUSAL.toNanos();
    try {
      Optional<OpenedLease> opened =
          ledger.open(scope, times(fee, questions(purse, begun)), times(fee, terms.leastFees));
      if (opened.isPresent()) {
        purse.add(new HeldLease(opened.get(), begun, validFrom(begun)));
        purse.nextTry = begun;
      }
    } finally {
      purse.opened();
    }
  }

  private long questions(Purse purse, long now) {
    long spent = purse.rate.milliPerSecond(now) * horizon.get().toMillis() / 1_000_000;
    return Math.max(spent, terms.leastFees);
  }

  private static Amount times(Amount fee, long count) {
    return new Amount(fee.asset(), fee.units().multiply(BigInteger.valueOf(count)));
  }

  private long validFrom(long begun) {
    return begun + terms.lasts.minus(terms.margin).toNanos();
  }

  /**
   * What has to be done every second or two: leases are prolonged, those that are recalled, idle
   * (used up, too) or over are given back, those the books have ended are forgotten.
   */
  public void keep() {
    long now = nanos.getAsLong();
    renew(now);
    RuntimeException failure = null;
    for (Map.Entry<LeaseScope, Purse> entry : purses.entrySet()) {
      Purse purse = entry.getValue();
      for (HeldLease lease : purse.leases()) {
        failure = first(failure, keptOrNot(purse, lease, now));
      }
      if (purse.leases().isEmpty() && now - purse.askedAt > FORGET.toNanos()) {
        purses.remove(entry.getKey(), purse);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** One that cannot be given back now must not keep the others from it: they are prolonged. */
  private @Nullable RuntimeException keptOrNot(Purse purse, HeldLease lease, long now) {
    try {
      keep(purse, lease, now);
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static @Nullable RuntimeException first(
      @Nullable RuntimeException failure, @Nullable RuntimeException next) {
    return failure == null ? next : failure;
  }

  private void renew(long now) {
    List<HeldLease> held = all();
    if (held.isEmpty()) {
      return;
    }
    Map<UUID, Boolean> valid = ledger.renew(held.stream().map(HeldLease::id).toList());
    for (HeldLease lease : held) {
      Boolean recalled = valid.get(lease.id());
      if (recalled == null) {
        lease.lose();
      } else {
        lease.prolong(validFrom(now));
        if (recalled) {
          giveBack(lease);
        }
      }
    }
  }

  private void keep(Purse purse, HeldLease lease, long now) {
    boolean over = !lease.isUsable(now, businessTime.get());
    boolean idle = now - lease.usedAt() > terms.idle.toNanos();
    if (!lease.isRetired() && (over || idle)) {
      giveBack(lease);
    }
    if (lease.isRetired() && !lease.hasOpen()) {
      if (!lease.isLost()) {
        ledger.close(lease.id());
      }
      purse.remove(lease);
    }
  }

  /** Gives back at once what nobody has taken; what is open is settled or given back later. */
  private boolean giveBack(HeldLease lease) {
    Amount unspent = lease.retire();
    if (lease.isLost() || unspent.isZero()) {
      return false;
    }
    ledger.giveBack(lease.id(), unspent);
    return true;
  }

  /**
   * Gives back what this server has leased within a scope, and asks the others for theirs, because
   * a single question could not be paid beside them.
   *
   * @return whether there is more now
   */
  public boolean recall(LeaseScope scope) {
    boolean more = false;
    for (Map.Entry<LeaseScope, Purse> entry : purses.entrySet()) {
      if (entry.getKey().isWithin(scope)) {
        entry.getValue().nextTry = nanos.getAsLong() + AFTER_REFUSAL.toNanos();
        for (HeldLease lease : entry.getValue().leases()) {
          more |= giveBack(lease);
        }
      }
    }
    if (isNews(scope)) {
      ledger.recall(scope);
    }
    return more;
  }

  /** Other servers are asked once a second, however often there is too little. */
  private boolean isNews(LeaseScope scope) {
    long now = nanos.getAsLong();
    if (recalls.size() > MOST_RECALLS) {
      recalls.clear();
    }
    Long last = recalls.get(scope);
    boolean news = last == null || now - last > RECALL_GRAIN.toNanos();
    if (news) {
      recalls.put(scope, now);
    }
    return news;
  }

  /** Gives everything back, as far as it is not open: before the server stops. */
  public void close() {
    for (Purse purse : purses.values()) {
      for (HeldLease lease : purse.leases()) {
        lease.retire();
        if (!lease.isLost() && !lease.hasOpen()) {
          ledger.close(lease.id());
          purse.remove(lease);
        }
      }
    }
  }

  /** What is left of all leases of a payer in this memory, for status pages and tests. */
  public List<HeldLease> leases(@Nullable UUID payer) {
    return purses.entrySet().stream()
        .filter(entry -> payer == null || entry.getKey().payer().equals(payer))
        .flatMap(entry -> entry.getValue().leases().stream())
        .toList();
  }

  private List<HeldLease> all() {
    List<HeldLease> all = new ArrayList<>();
    purses.values().forEach(purse -> all.addAll(purse.leases()));
    return all;
  }
}
