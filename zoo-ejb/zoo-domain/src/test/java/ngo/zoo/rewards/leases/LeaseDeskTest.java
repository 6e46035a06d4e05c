package ngo.zoo.rewards.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a desk hands out, against books that only count. */
class LeaseDeskTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final UUID PAYER = new UUID(1, 1);
  private static final LeaseScope SCOPE =
      new LeaseScope(AccountKind.ORGANISATION, PAYER, null, null);
  private static final Amount FEE = units(10);
  private static final LeaseDesk.Terms TERMS =
      new LeaseDesk.Terms(
          0, 1, Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(5));

  private final CountingBooks books = new CountingBooks();
  private final AtomicLong nanos = new AtomicLong(1);
  private Instant time = NOON;
  private final LeaseDesk desk =
      new LeaseDesk(
          books, TERMS, () -> Duration.ofSeconds(60), Runnable::run, nanos::get, () -> time);

  @Test
  void feesComeFromTheLeaseUntilItIsUsedUp() {
    books.next = units(25);
    assertThat(desk.take(SCOPE, FEE)).isPresent();
    assertThat(desk.take(SCOPE, FEE)).isPresent();
    assertThat(desk.take(SCOPE, FEE)).isEmpty();
  }

  @Test
  void whatIsPutBackIsHandedOutAgainAndTheRestComesBack() {
    books.next = units(10);
    Drawn drawn = desk.take(SCOPE, FEE).orElseThrow();
    assertThat(desk.take(SCOPE, FEE)).isEmpty();
    drawn.putBack();
    assertThat(desk.take(SCOPE, FEE)).isPresent();
  }

  @Test
  void whatAnAnswerDoesNotCostIsHandedOutAgainAtOnceAndTheCostStaysOpen() {
    books.next = units(15);
    Drawn drawn = desk.take(SCOPE, FEE).orElseThrow();
    assertThat(desk.take(SCOPE, FEE)).isEmpty();
    Drawn cheaper = drawn.costing(units(4));
    assertThat(cheaper.fee()).isEqualTo(units(4));
    assertThat(cheaper.lease().left()).isEqualTo(units(11));
    assertThat(cheaper.lease().hasOpen()).isTrue();
    assertThat(desk.take(SCOPE, FEE)).isPresent();
    cheaper.putBack();
    assertThat(cheaper.lease().left()).isEqualTo(units(5));
    assertThatThrownBy(() -> cheaper.costing(units(5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingIsTakenAfterItsTimeOrItsWindow() {
    books.next = units(100);
    books.windowEnd = NOON.plusSeconds(30);
    assertThat(taken()).isTrue();
    time = NOON.plusSeconds(30);
    assertThat(taken()).isFalse();
    time = NOON;
    assertThat(taken()).isTrue();
    nanos.addAndGet(Duration.ofSeconds(45).toNanos());
    assertThat(taken()).isFalse();
  }

  @Test
  void aLeaseThatIsLostRecalledOrIdleIsNotUsedAndIsClosedOnceNothingIsOpen() {
    books.next = units(100);
    Drawn open = desk.take(SCOPE, FEE).orElseThrow();
    books.recalled = true;
    desk.keep();
    assertThat(taken()).isFalse();
    assertThat(books.returned).isEqualTo(90);
    assertThat(books.closed).isEmpty();
    open.done();
    desk.keep();
    assertThat(books.closed).containsExactly(open.leaseId());
    assertThat(desk.leases(PAYER)).isEmpty();
  }

  @Test
  void whatTheBooksHaveEndedIsForgottenAndNeverReturned() {
    books.next = units(100);
    assertThat(taken()).isTrue();
    books.known.clear();
    desk.keep();
    assertThat(taken()).isFalse();
    assertThat(books.returned).isZero();
  }

  @Test
  void oneThatCannotBeClosedDoesNotKeepTheOthersOpen() {
    List<UUID> leases = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      books.next = units(10);
      LeaseScope scope = new LeaseScope(AccountKind.ORGANISATION, new UUID(2, i), null, null);
      Drawn drawn = desk.take(scope, FEE).orElseThrow();
      leases.add(drawn.leaseId());
      drawn.done();
    }
    books.broken = leases.get(3);
    nanos.addAndGet(TERMS.idle().toNanos() + 1);
    assertThatThrownBy(desk::keep).hasMessage("broken");
    assertThat(books.closed).hasSize(7).doesNotContain(books.broken);
    books.broken = null;
    desk.keep();
    assertThat(books.closed).hasSize(8);
  }

  @Test
  void whatIsRecalledIsGivenBackWithinItsScopeOnly() {
    UUID project = new UUID(3, 3);
    LeaseScope first = new LeaseScope(AccountKind.ORGANISATION, PAYER, project, new UUID(4, 1));
    LeaseScope second = new LeaseScope(AccountKind.ORGANISATION, PAYER, project, new UUID(4, 2));
    for (LeaseScope scope : List.of(first, second)) {
      books.next = units(100);
      assertThat(desk.take(scope, FEE)).isPresent();
    }
    LeaseScope key = new LeaseScope(AccountKind.ORGANISATION, PAYER, null, first.keyFamily());
    assertThat(desk.recall(key)).isTrue();
    assertThat(books.returned).isEqualTo(90);
    assertThat(desk.recall(key)).isFalse();
    assertThat(desk.take(second, FEE)).isPresent();
    assertThat(books.recalls).containsExactly(key);
    assertThat(desk.recall(SCOPE)).isTrue();
    assertThat(books.returned).isEqualTo(170);
  }

  @Test
  void aFirstQuestionOpensNoLeaseAndPacedOnesDo() {
    LeaseDesk usual = usual();
    books.next = units(1000);
    assertThat(usual.take(SCOPE, FEE)).isEmpty();
    assertThat(books.most).as("nothing was asked for").isNull();
    nanos.addAndGet(Duration.ofMillis(3300).toNanos());
    assertThat(usual.take(SCOPE, FEE)).isPresent();
    assertThat(books.most).as("few a minute, but worth it").isEqualTo(units(180));
  }

  @Test
  void aLeaseIsNeverOfLessThanItIsWorth() {
    LeaseDesk brief =
        new LeaseDesk(
            books,
            LeaseDesk.Terms.USUAL,
            () -> Duration.ofSeconds(5),
            Runnable::run,
            nanos::get,
            () -> time);
    books.next = units(1000);
    brief.take(SCOPE, FEE);
    nanos.addAndGet(Duration.ofMillis(3300).toNanos());
    assertThat(brief.take(SCOPE, FEE)).isPresent();
    assertThat(books.most).isEqualTo(units(80));
  }

  @Test
  void aBurstCountsFromItsSecondQuestionOn() {
    LeaseDesk usual = usual();
    books.next = units(1000);
    assertThat(usual.take(SCOPE, FEE)).isEmpty();
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(usual.take(SCOPE, FEE)).isPresent();
  }

  @Test
  void oneWhoAsksEveryTenSecondsGetsNone() {
    LeaseDesk usual = usual();
    books.next = units(1000);
    for (int i = 0; i < 20; i++) {
      assertThat(usual.take(SCOPE, FEE)).isEmpty();
      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    }
    assertThat(books.most).isNull();
  }

  private LeaseDesk usual() {
    return new LeaseDesk(
        books,
        LeaseDesk.Terms.USUAL,
        () -> Duration.ofSeconds(60),
        Runnable::run,
        nanos::get,
        () -> time);
  }

  /** Threads, fees put back, recalls in between: never more than was leased. */
  @Test
  void racingThreadsNeverTakeMoreThanIsLeased() throws Exception {
    books.next = units(1_005);
    books.again = true;
    List<Future<Long>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        int seed = i;
        running.add(threads.submit(() -> race(seed)));
      }
      for (int i = 0; i < 20; i++) {
        desk.recall(SCOPE);
      }
    }
    long kept = 0;
    for (Future<Long> one : running) {
      kept += one.get();
    }
    long left = desk.leases(PAYER).stream().mapToLong(it -> it.left().units().longValue()).sum();
    assertThat(kept + left + books.returned).isEqualTo(books.opened);
  }

  private long race(int seed) {
    long kept = 0;
    for (int i = 0; i < 500; i++) {
      Optional<Drawn> drawn = desk.take(SCOPE, FEE);
      if (drawn.isPresent() && (i + seed) % 3 == 0) {
        drawn.get().putBack();
      } else if (drawn.isPresent()) {
        drawn.get().done();
        kept += 10;
      }
    }
    return kept;
  }

  private boolean taken() {
    Optional<Drawn> drawn = desk.take(SCOPE, FEE);
    drawn.ifPresent(Drawn::done);
    return drawn.isPresent();
  }

  private static Amount units(long units) {
    return Amount.keeper(BigInteger.valueOf(units));
  }

  /** Opens what it is told to and counts what comes back. */
  private static final class CountingBooks implements LeaseLedger {
    private final Set<UUID> known = new HashSet<>();
    private final Set<UUID> closed = new HashSet<>();
    private volatile Amount next = units(0);
    private @Nullable Instant windowEnd;
    private boolean recalled;
    private boolean again;
    private long opened;
    private long returned;
    private @Nullable UUID broken;
    private @Nullable Amount most;
    private final List<LeaseScope> recalls = Collections.synchronizedList(new ArrayList<>());

    @Override
    public synchronized Optional<OpenedLease> open(LeaseScope scope, Amount most, Amount least) {
      this.most = most;
      if (next.isZero()) {
        return Optional.empty();
      }
      OpenedLease lease = new OpenedLease(UUID.randomUUID(), next, windowEnd, false);
      known.add(lease.id());
      opened += next.units().longValue();
      next = again ? next : units(0);
      return Optional.of(lease);
    }

    @Override
    public synchronized Map<UUID, Boolean> renew(Collection<UUID> leases) {
      Map<UUID, Boolean> good = new HashMap<>();
      leases.stream().filter(known::contains).forEach(id -> good.put(id, recalled));
      return good;
    }

    @Override
    public synchronized void giveBack(UUID lease, Amount unspent) {
      returned += unspent.units().longValue();
    }

    @Override
    public synchronized void close(UUID lease) {
      if (lease.equals(broken)) {
        throw new IllegalStateException("broken");
      }
      closed.add(lease);
    }

    @Override
    public void recall(LeaseScope scope) {
      recalls.add(scope);
    }
  }
}
