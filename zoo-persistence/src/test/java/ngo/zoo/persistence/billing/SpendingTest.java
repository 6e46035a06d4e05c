package ngo.zoo.persistence.billing;

import static ngo.zoo.persistence.billing.Partner.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import ngo.zoo.billing.BudgetDraft;
import ngo.zoo.billing.BudgetPeriod;
import ngo.zoo.billing.BudgetView;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.outbox.OutboxFixture;
import ngo.zoo.persistence.rewards.MoneyFixture;
import ngo.zoo.persistence.rewards.Reservations;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Budgets in the very transactions that reserve and release fees. */
class SpendingTest {
  private static final Amount FEE = units(10);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Database database = new Database();
  private final SettableClock clock = new SettableClock();
  private final Spending spending = new Spending(database, clock, OutboxFixture.outbox(database));
  private final Reservations reservations = MoneyFixture.reservations(database, clock);
  private final BudgetStore budgets = new BudgetStore(database);
  private final Partner acme = Partner.in(database);

  @Test
  void aQueryTakesItsFeeOnceAndAReleaseGivesItBackOnce() {
    fund(1000);
    UUID budget = set(null, null, BudgetPeriod.DAY, 100, true);
    UUID query = Ids.next();

    reserve(query, acme.key());
    reserve(query, acme.key());
    assertThat(spent(budget)).isEqualTo(units(10));
    release(query);
    release(query);
    assertThat(spent(budget)).isEqualTo(units(0));
    assertThat(available()).isEqualTo(units(1000));
  }

  @Test
  void whatIsSettledStaysSpent() {
    fund(1000);
    UUID budget = set(null, null, BudgetPeriod.TOTAL, 100, true);
    UUID query = Ids.next();
    reserve(query, acme.key());
    database.inTransaction(() -> reservations.settle(query));

    release(query);

    assertThat(spent(budget)).isEqualTo(units(10));
  }

  @Test
  void whatAnAnswerDoesNotCostIsNotSpentOfAnyWindow() {
    fund(1000);
    UUID hour = set(null, null, BudgetPeriod.HOUR, 20, true);
    UUID total = set(null, acme.key(), BudgetPeriod.TOTAL, 100, true);
    UUID query = Ids.next();
    reserve(query, acme.key());
    reserve(Ids.next(), acme.key());
    refusedBy("The hourly budget");

    database.inTransaction(() -> reservations.settle(query, units(3)));
    database.inTransaction(() -> reservations.settle(query, units(3)));
    release(query);

    assertThat(spent(hour)).isEqualTo(units(13));
    assertThat(spent(total)).isEqualTo(units(13));
    assertThat(available()).isEqualTo(units(987));
  }

  @Test
  void theLimitThatBindsIsNamedAndNothingIsTaken() {
    fund(1000);
    UUID wide = set(null, null, BudgetPeriod.MONTH, 100, true);
    UUID narrow = set(null, acme.key(), BudgetPeriod.DAY, 15, true);
    reserve(Ids.next(), acme.key());

    assertThatThrownBy(() -> reserve(Ids.next(), acme.key()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Refusal.Kind.PAYMENT_REQUIRED);
              assertThat(refusal.code()).isEqualTo("budget-exceeded");
              assertThat(refusal.getMessage())
                  .startsWith("The daily budget of key zoo_" + acme.key());
            });

    assertThat(spent(wide)).isEqualTo(units(10));
    assertThat(spent(narrow)).isEqualTo(units(10));
    assertThat(available()).isEqualTo(units(990));
    clock.advance(Duration.ofDays(1));
    reserve(Ids.next(), acme.key());
    assertThat(spent(narrow)).isEqualTo(units(10));
    assertThat(spent(wide)).isEqualTo(units(20));
  }

  @Test
  void eachLevelHoldsSeveralWindowsAndTheRefusalNamesTheOneThatBinds() {
    fund(1000);
    for (UUID project : new UUID[] {null, acme.project()}) {
      set(project, null, BudgetPeriod.HOUR, 20, true);
      set(project, null, BudgetPeriod.WEEK, 60, true);
    }
    set(null, acme.key(), BudgetPeriod.HOUR, 10, true);
    set(null, acme.key(), BudgetPeriod.WEEK, 30, true);
    reserve(Ids.next(), acme.key());
    refusedBy("The hourly budget of key zoo_");
    reserve(Ids.next(), null);
    for (int hour = 0; hour < 2; hour++) {
      clock.advance(Duration.ofHours(1));
      reserve(Ids.next(), acme.key());
    }
    clock.advance(Duration.ofHours(1));
    refusedBy("The weekly budget of key zoo_");
    assertThat(available()).isEqualTo(units(960));
  }

  private void refusedBy(String budget) {
    assertThatThrownBy(() -> reserve(Ids.next(), acme.key()))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith(budget);
  }

  @Test
  void aBudgetBindsOnlyWhatItIsSetOn() {
    fund(1000);
    UUID other = Ids.next();
    acme.addKey(database, other);
    UUID budget = set(null, other, BudgetPeriod.TOTAL, 5, true);

    reserve(Ids.next(), acme.key());
    reserve(Ids.next(), null);

    assertThat(spent(budget)).isEqualTo(units(0));
    assertThatThrownBy(() -> reserve(Ids.next(), other)).isInstanceOf(Refusal.class);
  }

  @Test
  void aFeeThatCannotBePaidTakesNothing() {
    fund(5);
    UUID budget = set(null, null, BudgetPeriod.TOTAL, 100, true);

    assertThatThrownBy(() -> reserve(Ids.next(), acme.key())).isInstanceOf(Refusal.class);

    assertThat(spent(budget)).isEqualTo(units(0));
  }

  @Test
  void aSoftBudgetOnlyAlertsAndOncePerThreshold() {
    fund(1000);
    UUID budget = set(acme.project(), null, BudgetPeriod.TOTAL, 30, false);

    for (int i = 0; i < 5; i++) {
      settled(FEE);
    }

    assertThat(spent(budget)).isEqualTo(units(50));
    assertThat(Partner.alerted(database, budget)).containsExactly(50, 80, 100);
  }

  @Test
  void whatIsGivenBackAlertsNobody() {
    fund(1000);
    UUID budget = set(null, null, BudgetPeriod.TOTAL, 30, true);
    settled(units(2));
    settled(units(2));
    UUID waiting = Ids.next();
    reserve(waiting, acme.key());
    settled(units(2));
    assertThat(Partner.alerted(database, budget)).isEmpty();
    release(waiting);

    for (int i = 0; i < 5; i++) {
      settled(units(2));
    }
    assertThat(Partner.alerted(database, budget)).containsExactly(50);
    settled(units(5));
    assertThat(spent(budget)).isEqualTo(units(21));
    assertThat(Partner.alerted(database, budget)).containsExactly(50, 80, 100);
    refusedBy("The total budget");
  }

  @Test
  void racingSettlementsAlertAsIfOneCameAfterTheOther() throws Exception {
    fund(1000);
    UUID budget = set(null, null, BudgetPeriod.TOTAL, 320, true);
    List<UUID> queries = Stream.generate(Ids::next).limit(16).toList();
    queries.forEach(query -> reserve(query, acme.key()));
    CyclicBarrier start = new CyclicBarrier(queries.size());
    List<Future<?>> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(queries.size())) {
      for (UUID query : queries) {
        ends.add(
            threads.submit(
                () -> {
                  start.await();
                  settle(query, FEE);
                  return null;
                }));
      }
    }
    for (Future<?> end : ends) {
      end.get();
    }
    assertThat(spent(budget)).isEqualTo(units(160));
    assertThat(Partner.alerted(database, budget)).containsExactly(50);
  }

  private void settled(Amount cost) {
    UUID query = Ids.next();
    reserve(query, acme.key());
    settle(query, cost);
  }

  private void settle(UUID query, Amount cost) {
    database.inTransaction(
        () -> {
          spending.settling(query, cost);
          reservations.settle(query, cost);
        });
  }

  @Test
  void anEndedOrRaisedBudgetBindsAccordingly() {
    fund(1000);
    UUID budget = set(null, null, BudgetPeriod.TOTAL, 10, true);
    reserve(Ids.next(), acme.key());
    assertThatThrownBy(() -> reserve(Ids.next(), acme.key())).isInstanceOf(Refusal.class);
    assertThat(found("organisation total").items())
        .singleElement()
        .satisfies(one -> assertThat(one.id()).isEqualTo(budget));
    assertThat(found("daily").total()).isZero();

    assertThat(budgets.change(acme.organisation(), budget, units(20))).isTrue();
    reserve(Ids.next(), acme.key());
    assertThat(budgets.end(Ids.next(), budget, clock.now())).isFalse();
    assertThat(budgets.end(acme.organisation(), budget, clock.now())).isTrue();
    reserve(Ids.next(), acme.key());
    assertThat(budgets.inForce(acme.organisation(), clock.now())).isEmpty();
  }

  private Page<BudgetView> found(String search) {
    return budgets.inForce(acme.organisation(), new PageRequest(0, 1, search), clock.now());
  }

  /** 64 threads, 640 queries, some given back: never more than the limit, and all of it is used. */
  @Test
  void racingQueriesSpendTheBudgetToTheUnit() throws Exception {
    fund(100_000);
    UUID budget = set(null, null, BudgetPeriod.DAY, 2005, true);
    UUID own = set(null, acme.key(), BudgetPeriod.MONTH, 100_000, true);
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
    assertThat(spent(budget)).isEqualTo(units(2000));
    assertThat(spent(own)).isEqualTo(units(2000));
    assertThat(available()).isEqualTo(units(98_000));
  }

  /** Ten queries of a thread, every fifth given back at once. */
  private int admitted(CyclicBarrier start) throws Exception {
    start.await();
    int admitted = 0;
    for (int i = 0; i < 10; i++) {
      UUID query = Ids.next();
      if (wasReserved(query)) {
        admitted++;
        if (i % 5 == 4) {
          release(query);
          admitted--;
        }
      }
    }
    return admitted;
  }

  private boolean wasReserved(UUID query) {
    try {
      reserve(query, acme.key());
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo("budget-exceeded");
      return false;
    }
  }

  private void reserve(UUID query, @Nullable UUID key) {
    database.inTransaction(
        () -> {
          UUID project = key == null ? null : acme.project();
          spending.claim(query, acme.organisation(), project, key, FEE);
          reservations.reserve(query, AccountKind.ORGANISATION, acme.organisation(), FEE, LEASE);
        });
  }

  private void release(UUID query) {
    database.inTransaction(
        () -> {
          spending.release(query);
          reservations.release(query, "test");
        });
  }

  private UUID set(
      @Nullable UUID project, @Nullable UUID key, BudgetPeriod period, long most, boolean hard) {
    return budgets.add(
        acme.organisation(), new BudgetDraft(project, key, period, units(most), hard), clock.now());
  }

  private Amount spent(UUID budget) {
    return budgets.inForce(acme.organisation(), clock.now()).stream()
        .filter(view -> view.id().equals(budget))
        .map(BudgetView::spent)
        .findFirst()
        .orElseThrow();
  }

  private void fund(long amount) {
    MoneyFixture.fund(database, acme.organisation(), units(amount));
  }

  private Amount available() {
    return MoneyFixture.balance(database, AccountKind.ORGANISATION, acme.organisation(), FEE);
  }
}
