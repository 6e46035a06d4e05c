package ngo.zoo.persistence.billing;

import static ngo.zoo.persistence.billing.Partner.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.billing.CreditGrant;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.MoneyAudit;
import ngo.zoo.persistence.rewards.MoneyFixture;
import ngo.zoo.persistence.rewards.Reservations;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which accounts a fee is taken from, and where it goes back to. */
class PayerSourcesTest {
  private static final Amount FEE = units(10);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Database database = new Database();
  private final SettableClock clock = new SettableClock();
  private final Journal journal = new Journal(database);
  private final Reservations reservations = MoneyFixture.reservations(database, clock);
  private final CreditStore credits = new CreditStore(database);
  private final UUID acme = Partner.in(database).organisation();

  @Test
  void creditsThatEndSoonestPayFirstAndAFeeMayBePutTogether() {
    fund(100);
    UUID forever = grant(50, null);
    UUID late = grant(7, Duration.ofDays(20));
    UUID soon = grant(6, Duration.ofDays(10));

    UUID first = reserve();
    assertThat(left(soon)).isZero();
    assertThat(left(late)).isEqualTo(3);
    UUID second = reserve();
    assertThat(left(late)).isZero();
    assertThat(left(forever)).isEqualTo(43);
    assertThat(prepaid()).isEqualTo(100);
    assertThat(reserved()).isEqualTo(20);

    settle(first);
    settle(first);
    assertThat(release(second)).isTrue();
    assertThat(release(second)).isFalse();
    assertThat(left(late)).isEqualTo(3);
    assertThat(left(forever)).isEqualTo(50);
    assertThat(reserved()).isZero();
  }

  /** As if no more than 5 had ever been reserved: what pays last gets back first. */
  @Test
  void whatAnAnswerDoesNotCostGoesBackToWhatWouldHavePaidLast() {
    fund(100);
    UUID late = grant(3, Duration.ofDays(20));
    UUID soon = grant(4, Duration.ofDays(10));
    UUID query = reserve();
    assertThat(prepaid()).isEqualTo(97);

    database.inTransaction(() -> reservations.settle(query, units(5)));
    assertThat(prepaid()).isEqualTo(100);
    assertThat(left(late)).isEqualTo(2);
    assertThat(left(soon)).isZero();
    assertThat(reserved()).isZero();

    database.inTransaction(() -> reservations.refund(query, units(5)));
    assertThat(left(late)).isEqualTo(3);
    assertThat(left(soon)).isEqualTo(4);
    assertThat(prepaid()).isEqualTo(100);
  }

  @Test
  void restsGoToGrantsAndForOnesThatEndedToTheTreasury() {
    fund(100);
    UUID late = grant(4, Duration.ofDays(9));
    UUID ended = grant(8, Duration.ofDays(1));
    UUID two = reserve();
    UUID line = reserve();
    assertThat(left(late)).isZero();
    Amount treasury = treasury();
    clock.advance(Duration.ofDays(2));
    assertThat(database.inTransaction(() -> credits.close(ended, clock.now()))).isPresent();

    database.inTransaction(() -> reservations.settle(two, units(7)));
    database.inTransaction(() -> reservations.settle(line, units(9)));

    assertThat(left(ended)).isZero();
    assertThat(left(late)).isEqualTo(2);
    assertThat(treasury().minus(treasury).units()).isEqualTo(1);
    assertThat(prepaid()).isEqualTo(93);
    assertThat(reserved()).isZero();
  }

  @Test
  void theAccountPaysWhatCreditsLeave() {
    fund(9);
    UUID grant = grant(4, null);

    UUID query = reserve();

    assertThat(left(grant)).isZero();
    assertThat(prepaid()).isEqualTo(3);
    release(query);
    assertThat(left(grant)).isEqualTo(4);
    assertThat(prepaid()).isEqualTo(9);
  }

  @Test
  void whatAGrantGaveThatHasEndedGoesToTheTreasury() {
    fund(100);
    UUID ended = grant(4, Duration.ofDays(1));
    UUID open = grant(3, Duration.ofDays(9));
    UUID query = reserve();
    Amount treasury = treasury();

    clock.advance(Duration.ofDays(2));
    assertThat(database.inTransaction(() -> credits.close(ended, clock.now()))).isPresent();
    assertThat(database.inTransaction(() -> credits.close(ended, clock.now()))).isEmpty();
    release(query);

    assertThat(left(ended)).isZero();
    assertThat(left(open)).isEqualTo(3);
    assertThat(prepaid()).isEqualTo(100);
    assertThat(treasury().minus(treasury).units()).isEqualTo(4);
  }

  @Test
  void creditsPastTheirEndPayNothing() {
    fund(100);
    UUID grant = grant(4, Duration.ofDays(1));
    clock.advance(Duration.ofDays(1));

    reserve();

    assertThat(left(grant)).isEqualTo(4);
    assertThat(prepaid()).isEqualTo(90);
  }

  @Test
  void postPaidDrawsOnItsLineAndNotOnItsAccount() {
    fund(100);
    postPaid(12);

    UUID query = reserve();

    assertThat(balance(AccountKind.CREDIT_LINE, acme)).isEqualTo(2);
    assertThat(prepaid()).isEqualTo(100);
    assertThatThrownBy(this::reserve)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("insufficient-funds");
              assertThat(refusal.getMessage())
                  .contains("needs " + FEE, units(2) + " of the credit line");
            });
    release(query);
    assertThat(balance(AccountKind.CREDIT_LINE, acme)).isEqualTo(12);
  }

  @Test
  void theRefusalNamesTheSourceThatBindsAndTakesNothing() {
    fund(5);
    UUID grant = grant(4, null);

    assertThatThrownBy(this::reserve)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.getMessage())
                    .startsWith("This needs " + units(6) + " beside " + units(4) + " of credits")
                    .contains("the prepaid account has " + units(5)));

    assertThat(left(grant)).isEqualTo(4);
    assertThat(prepaid()).isEqualTo(5);
  }

  @Test
  void whatPaidIsInTheJournalAndTheBooksAreSound() throws Exception {
    fund(100);
    grant(4, null);
    UUID query = reserve();

    List<String> kinds =
        new Sql(database)
            .list(
                """
                select a.kind from journal_entry e join posting p on p.entry_id = e.id
                join account a on a.id = p.account_id where e.cause_id = ? order by p.line
                """,
                row -> row.getString(1),
                query);

    assertThat(kinds).containsExactly("CREDIT", "ORGANISATION", "FEE_RESERVED");
    try (Connection connection = DriverManager.getConnection(Database.url())) {
      assertThat(MoneyAudit.open(connection))
          .filteredOn(it -> it.name().contains("reserv") || it.name().contains("credit"))
          .isNotEmpty()
          .allSatisfy(
              it ->
                  assertThat(it.example() == null || !it.example().contains(acme.toString()))
                      .as(it.name() + ": " + it.example())
                      .isTrue());
    }
  }

  /** 64 threads on one grant and one account, a third of the queries given back: exact. */
  @Test
  void racingQueriesSpendCreditsAndAccountToTheUnit() throws Exception {
    fund(1003);
    UUID grant = grant(997, null);
    CyclicBarrier start = new CyclicBarrier(64);
    List<Future<Integer>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
      for (int thread = 0; thread < 64; thread++) {
        results.add(threads.submit(() -> admitted(start)));
      }
    }
    long admitted = 0;
    for (Future<Integer> result : results) {
      admitted += result.get();
    }
    while (wasReserved(Ids.next())) {
      admitted++;
    }
    assertThat(admitted).isEqualTo(200);
    assertThat(left(grant)).isZero();
    assertThat(prepaid()).isZero();
    assertThat(reserved()).isEqualTo(2000);
  }

  /** Releases race with the end of the grant: nothing is lost and nothing stays on the grant. */
  @Test
  void endingAGrantRacesWithReleases() throws Exception {
    fund(1000);
    UUID grant = grant(205, Duration.ofDays(1));
    List<UUID> queries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      queries.add(reserve());
    }
    Amount treasury = treasury();
    clock.advance(Duration.ofDays(2));
    CyclicBarrier start = new CyclicBarrier(9);
    List<Future<?>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(9)) {
      for (int thread = 0; thread < 8; thread++) {
        List<UUID> own = queries.subList(thread * 5, thread * 5 + 5);
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  own.forEach(this::release);
                  return true;
                }));
      }
      results.add(
          threads.submit(
              () -> {
                start.await();
                return database.inTransaction(() -> end(grant));
              }));
    }
    for (Future<?> result : results) {
      result.get();
    }
    assertThat(left(grant)).isZero();
    assertThat(reserved()).isZero();
    assertThat(prepaid()).isEqualTo(1000);
    assertThat(treasury().minus(treasury).units()).isEqualTo(205);
  }

  private boolean end(UUID grant) {
    assertThat(credits.close(grant, clock.now())).isPresent();
    long rest = left(grant);
    if (rest > 0) {
      move(
          "end:" + grant,
          AccountKind.CREDIT,
          grant,
          AccountKind.TREASURY,
          Journal.FOUNDATION,
          rest);
    }
    return true;
  }

  private int admitted(CyclicBarrier start) throws Exception {
    start.await();
    int admitted = 0;
    for (int i = 0; i < 6; i++) {
      UUID query = Ids.next();
      if (wasReserved(query)) {
        admitted++;
        if (i % 3 == 2) {
          release(query);
          admitted--;
        }
      }
    }
    return admitted;
  }

  private boolean wasReserved(UUID query) {
    try {
      reserve(query);
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo("insufficient-funds");
      return false;
    }
  }

  private UUID reserve() {
    UUID query = Ids.next();
    reserve(query);
    return query;
  }

  private void reserve(UUID query) {
    database.inTransaction(
        () -> reservations.reserve(query, AccountKind.ORGANISATION, acme, FEE, LEASE));
  }

  private void settle(UUID query) {
    database.inTransaction(() -> reservations.settle(query));
  }

  private boolean release(UUID query) {
    return database.inTransaction(() -> reservations.release(query, "test"));
  }

  private UUID grant(long amount, @Nullable Duration lifetime) {
    String key = Ids.next().toString();
    Instant end = lifetime == null ? null : clock.now().plus(lifetime);
    return database.inTransaction(
        () -> {
          UUID grant =
              credits
                  .add(
                      new CreditGrant(
                          AccountKind.ORGANISATION, acme, units(amount), end, "Test", key, "sam"),
                      clock.now())
                  .orElseThrow();
          move(
              "grant:" + grant,
              AccountKind.GENESIS,
              Journal.FOUNDATION,
              AccountKind.CREDIT,
              grant,
              amount);
          return grant;
        });
  }

  private void move(
      String key, AccountKind from, UUID owner, AccountKind to, UUID toOwner, long amount) {
    journal.post(
        new PostEntry(
            "test:" + key,
            CauseKind.CREDIT,
            acme,
            "test",
            List.of(
                new PostEntry.Line(from, owner, units(-amount)),
                new PostEntry.Line(to, toOwner, units(amount)))),
        clock.now());
  }

  private void postPaid(long limit) {
    database.inTransaction(
        () -> {
          new Sql(database)
              .update(
                  "update billing_account set mode = 'POSTPAID', credit_limit = ?"
                      + " where organisation_id = ?",
                  units(limit).units(),
                  acme);
          move(
              "line:" + acme,
              AccountKind.GENESIS,
              Journal.FOUNDATION,
              AccountKind.CREDIT_LINE,
              acme,
              limit);
        });
  }

  private void fund(long amount) {
    MoneyFixture.fund(database, acme, units(amount));
  }

  private long left(UUID grant) {
    return balance(AccountKind.CREDIT, grant);
  }

  private long prepaid() {
    return balance(AccountKind.ORGANISATION, acme);
  }

  /** Other tests leave more there than a long holds. */
  private Amount treasury() {
    return MoneyFixture.balance(database, AccountKind.TREASURY, Journal.FOUNDATION, FEE);
  }

  private long reserved() {
    return balance(AccountKind.FEE_RESERVED, acme);
  }

  private long balance(AccountKind kind, UUID owner) {
    return MoneyFixture.balance(database, kind, owner, FEE).units().longValueExact();
  }
}
