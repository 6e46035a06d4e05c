package ngo.zoo.persistence.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class ReservationsTest {
  private static final UUID FOUNDATION = Journal.FOUNDATION;
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Amount FEE = units(10);

  private final Database database = new Database();
  private final Journal journal = new Journal(database);
  private final JournalReader reader = new JournalReader(database);
  private final Reservations reservations =
      new Reservations(database, journal, new SettableClock());

  @Test
  void reservedIsSettledOnceIntoTheHeldAccount() {
    UUID payer = funded(100);
    UUID query = Ids.next();
    long held = held();

    reserve(query, payer, LEASE);
    reserve(query, payer, LEASE);
    assertThat(available(payer)).isEqualTo(90);
    assertThat(reserved(payer)).isEqualTo(10);

    settle(query);
    settle(query);
    assertThat(available(payer)).isEqualTo(90);
    assertThat(reserved(payer)).isZero();
    assertThat(held()).isEqualTo(held + 10);
    assertThat(release(query)).isFalse();
    assertThat(reader.ofCause(query, PageRequest.first(10)).total()).isEqualTo(2);
  }

  @Test
  void whatAnAnswerDoesNotCostGoesBackInTheSameEntryOnce() {
    UUID payer = funded(100);
    UUID query = Ids.next();
    long held = held();
    reserve(query, payer, LEASE);

    settle(query, 4);
    settle(query, 4);
    settle(query, 9);
    settle(query);

    assertThat(available(payer)).isEqualTo(96);
    assertThat(reserved(payer)).isZero();
    assertThat(held()).isEqualTo(held + 4);
    assertThat(release(query)).isFalse();
    assertThat(reader.ofCause(query, PageRequest.first(10)).total()).isEqualTo(2);
    database.inTransaction(() -> reservations.refund(query, units(4)));
    assertThat(available(payer)).isEqualTo(100);
    assertThat(held()).isEqualTo(held);
  }

  @Test
  void nothingCostsMoreThanWasReservedOrNothing() {
    UUID payer = funded(100);
    UUID query = Ids.next();
    reserve(query, payer, LEASE);
    assertThatThrownBy(() -> settle(query, 11)).hasMessageContaining("was reserved for what costs");
    assertThatThrownBy(() -> settle(query, 0)).hasMessageContaining("was reserved for what costs");
    assertThat(reserved(payer)).isEqualTo(10);
    settle(query, 10);
    assertThat(available(payer)).isEqualTo(90);
  }

  /** Sixteen that all settle for less, and as many that release: one of them does. */
  @Test
  void racingSettlementsForLessMoveTheMoneyOnce() throws Exception {
    UUID payer = funded(1000);
    long held = held();
    int settled = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 20; round++) {
        UUID query = Ids.next();
        reserve(query, payer, LEASE);
        CyclicBarrier start = new CyclicBarrier(8);
        List<Future<Boolean>> releasing = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          boolean releases = i % 2 == 0;
          releasing.add(
              threads.submit(
                  () -> after(start, () -> releases ? release(query) : wasSettledForLess(query))));
        }
        boolean released = false;
        for (Future<Boolean> one : releasing) {
          released |= one.get();
        }
        settled += released ? 0 : 1;
      }
    }
    assertThat(reserved(payer)).isZero();
    assertThat(held()).isEqualTo(held + settled * 3L);
    assertThat(available(payer)).isEqualTo(1000 - settled * 3L);
    assertThat(journal.check().sound()).isTrue();
  }

  /** Never true, so that only who released says so. */
  private boolean wasSettledForLess(UUID query) {
    try {
      settle(query, 3);
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo("reservation-expired");
    }
    return false;
  }

  private void settle(UUID query, long cost) {
    database.inTransaction(() -> reservations.settle(query, units(cost)));
  }

  @Test
  void oneThatIsReservedEarlyCountsTheSameAndOnlyItsOwnCommitDoesNotWait() {
    UUID payer = funded(100);
    UUID query = Ids.next();
    List<String> settings = new ArrayList<>();
    database.inTransaction(
        () -> {
          setting("set_config('synchronous_commit', 'on', true)");
          reservations.reserve(Ids.next(), AccountKind.MEMBER, payer, FEE, LEASE);
          settings.add(setting("current_setting('synchronous_commit')"));
          reservations.reserveEarly(query, AccountKind.MEMBER, payer, FEE, LEASE);
          settings.add(setting("current_setting('synchronous_commit')"));
        });
    assertThat(settings).containsExactly("on", "off");
    assertThat(available(payer)).isEqualTo(80);
    settle(query);
    assertThat(reserved(payer)).isEqualTo(10);
  }

  private String setting(String expression) {
    return new Sql(database).first("select " + expression, row -> row.getString(1)).orElseThrow();
  }

  @Test
  void aHeldFeeGoesBackOnceWhenTheAnswerWasFalse() {
    UUID payer = funded(100);
    UUID query = Ids.next();
    long held = held();
    reserve(query, payer, LEASE);
    settle(query);

    database.inTransaction(() -> reservations.refund(query, FEE));
    database.inTransaction(() -> reservations.refund(query, FEE));

    assertThat(available(payer)).isEqualTo(100);
    assertThat(held()).isEqualTo(held);
    assertThatThrownBy(() -> database.inTransaction(() -> reservations.refund(Ids.next(), FEE)))
        .hasMessageContaining("No reservation");
  }

  @Test
  void releasedGoesBackAndCannotBeSettled() {
    UUID payer = funded(100);
    UUID query = Ids.next();
    reserve(query, payer, LEASE);

    assertThat(release(query)).isTrue();
    assertThat(release(query)).isFalse();

    assertThat(available(payer)).isEqualTo(100);
    assertThatThrownBy(() -> settle(query))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("reservation-expired"));
    assertThat(available(payer)).isEqualTo(100);
  }

  @Test
  void whatIsNotThereCannotBeReserved() {
    UUID payer = funded(9);
    UUID query = Ids.next();

    assertThatThrownBy(() -> reserve(query, payer, LEASE))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("insufficient-funds"));

    assertThat(available(payer)).isEqualTo(9);
    assertThatThrownBy(() -> release(query))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo("reservation-not-found"));
  }

  @Test
  void onlyLeasesThatAreOverExpire() {
    UUID payer = funded(100);
    UUID over = Ids.next();
    UUID running = Ids.next();
    reserve(over, payer, Duration.ofSeconds(-1));
    reserve(running, payer, LEASE);

    assertThat(reservations.expired(Instant.now())).contains(over).doesNotContain(running);
  }

  /** An answer that comes just as its lease ends: settled or given back, never both or neither. */
  @Test
  void settleAndExpiryNeverBothHappen() throws Exception {
    UUID payer = funded(1000);
    long held = held();
    int settled = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 40; round++) {
        UUID query = Ids.next();
        reserve(query, payer, Duration.ofSeconds(-1));
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Boolean> settling = threads.submit(() -> after(start, () -> wasSettled(query)));
        Future<Boolean> releasing = threads.submit(() -> after(start, () -> release(query)));

        assertThat(settling.get()).isNotEqualTo(releasing.get());
        settled += settling.get() ? 1 : 0;
      }
    }
    assertThat(reserved(payer)).isZero();
    assertThat(held()).isEqualTo(held + settled * 10L);
    assertThat(available(payer)).isEqualTo(1000 - settled * 10L);
    assertThat(journal.check().sound()).isTrue();
  }

  /** Twice as many queries at once as there is money for: exactly half of them start. */
  @Test
  void racingReservationsNeverSpendMoreThanThereIs() throws Exception {
    UUID payer = funded(160);
    List<Future<Boolean>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 32; i++) {
        results.add(threads.submit(() -> wasReserved(Ids.next(), payer)));
      }
    }
    long started = 0;
    for (Future<Boolean> result : results) {
      started += result.get() ? 1 : 0;
    }
    assertThat(started).isEqualTo(16);
    assertThat(available(payer)).isZero();
    assertThat(reserved(payer)).isEqualTo(160);
  }

  private static boolean after(CyclicBarrier start, Callable<Boolean> work) throws Exception {
    start.await();
    return work.call();
  }

  private boolean wasSettled(UUID query) {
    try {
      settle(query);
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo("reservation-expired");
      return false;
    }
  }

  private boolean wasReserved(UUID query, UUID payer) {
    try {
      reserve(query, payer, LEASE);
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo("insufficient-funds");
      return false;
    }
  }

  private void reserve(UUID query, UUID payer, Duration lease) {
    database.inTransaction(
        () -> reservations.reserve(query, AccountKind.MEMBER, payer, FEE, lease));
  }

  private void settle(UUID query) {
    database.inTransaction(() -> reservations.settle(query));
  }

  private boolean release(UUID query) {
    return database.inTransaction(() -> reservations.release(query, "test"));
  }

  private UUID funded(long amount) {
    UUID member = Ids.next();
    database.inTransaction(
        () ->
            journal.post(
                new PostEntry(
                    "test:" + member,
                    CauseKind.GENESIS,
                    member,
                    "fund",
                    List.of(
                        new PostEntry.Line(AccountKind.GENESIS, FOUNDATION, units(-amount)),
                        new PostEntry.Line(AccountKind.MEMBER, member, units(amount)))),
                Instant.now()));
    return member;
  }

  private long available(UUID member) {
    return balance(AccountKind.MEMBER, member);
  }

  private long reserved(UUID member) {
    return balance(AccountKind.FEE_RESERVED, member);
  }

  private long held() {
    return balance(AccountKind.FEE_HELD, FOUNDATION);
  }

  private long balance(AccountKind kind, UUID owner) {
    return journal.balance(kind, owner, Asset.KEEPER).units().longValueExact();
  }

  private static Amount units(long units) {
    return Amount.keeper(BigInteger.valueOf(units));
  }
}
