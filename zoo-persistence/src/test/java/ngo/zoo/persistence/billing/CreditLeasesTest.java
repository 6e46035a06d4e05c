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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import ngo.zoo.billing.BudgetDraft;
import ngo.zoo.billing.BudgetPeriod;
import ngo.zoo.billing.BudgetView;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.outbox.OutboxFixture;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.MoneyAudit;
import ngo.zoo.persistence.rewards.MoneyFixture;
import ngo.zoo.persistence.rewards.Reservations;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.leases.Drawn;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.rewards.leases.OpenedLease;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Leases beside single reservations over the same budgets and accounts. */
class CreditLeasesTest {
  private static final Amount FEE = units(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int ALL = 10_000;

  private final Database database = new Database();
  private final SettableClock clock = new SettableClock();
  private final Spending spending = new Spending(database, clock, OutboxFixture.outbox(database));
  private final Reservations reservations = MoneyFixture.reservations(database, clock);
  private final CreditLeases leases =
      new CreditLeases(database, spending, new Journal(database), clock);
  private final BudgetStore budgets = new BudgetStore(database);
  private final Partner acme = Partner.in(database);
  private final LeaseScope scope =
      new LeaseScope(AccountKind.ORGANISATION, acme.organisation(), acme.project(), acme.key());

  @Test
  void whatIsLeasedCountsInEveryWindowUntilItIsSpentOrGivenBack() {
    fund(1000);
    UUID day = set(BudgetPeriod.DAY, 500);
    UUID total = set(BudgetPeriod.TOTAL, 400);
    OpenedLease lease = opened(300, ALL);
    assertThat(lease.amount()).isEqualTo(units(300));
    assertThat(lease.windowEnd()).isEqualTo(BudgetPeriod.DAY.end(BudgetPeriod.DAY.start(now())));
    assertThat(view(day).leased()).isEqualTo(units(300));
    assertThat(view(total).left()).isEqualTo(units(100));
    assertThat(available()).isEqualTo(units(700));
    assertThat(spendable()).isEqualTo(units(1000));

    assertThatThrownBy(() -> reserve(110)).hasMessageContaining(units(300) + " of " + units(400));
    settle(lease, 120);
    assertThat(view(day).spent()).isEqualTo(units(120));
    assertThat(view(day).leased()).isEqualTo(units(180));
    assertThat(spendable()).isEqualTo(units(880));
    database.inTransaction(() -> leases.giveBack(lease.id(), units(80)));
    reserve(110);
    assertThat(view(total).spent()).isEqualTo(units(230));
    assertThat(view(total).leased()).isEqualTo(units(100));
    assertSound();
    database.inTransaction(() -> leases.close(lease.id()));
    database.inTransaction(() -> leases.close(lease.id()));

    assertThat(view(total).leased()).isEqualTo(units(0));
    assertThat(available()).isEqualTo(units(770));
    assertThat(spendable()).isEqualTo(units(770));
    assertSound();
  }

  @Test
  void aLeaseIsASmallPartOfWhatIsLeftAndNoneAtAllWhenThatIsTooLittle() {
    fund(100_000);
    set(BudgetPeriod.MONTH, 50_000);
    assertThat(opened(100_000, 100).amount()).isEqualTo(units(500));
    assertThat(opened(100_000, 100).amount()).isEqualTo(units(495));
    assertThat(open(units(100_000), units(496), 100)).isEmpty();
    assertThat(opened(20, 100).amount()).isEqualTo(units(20));
  }

  @Test
  void whatIsOverOrTooSmallIsNeverSettledAgainst() {
    fund(1000);
    UUID budget = set(BudgetPeriod.TOTAL, 1000);
    OpenedLease small = opened(50, ALL);
    assertThatThrownBy(() -> settle(small, 51)).isInstanceOf(CreditLeases.Refused.class);
    OpenedLease over = lasting(Duration.ZERO).orElseThrow();
    assertThatThrownBy(() -> settle(over, 1))
        .isInstanceOfSatisfying(
            CreditLeases.Refused.class, it -> assertThat(it.lease()).isEqualTo(over.id()));
    assertThat(database.inTransaction(() -> leases.renew(List.of(small.id(), over.id()), MINUTE)))
        .containsOnlyKeys(small.id());

    assertThat(leases.expired()).contains(over.id()).doesNotContain(small.id());
    assertThat(database.inTransaction(() -> leases.expire(over.id()))).isTrue();
    assertThat(database.inTransaction(() -> leases.expire(over.id()))).isFalse();
    assertThat(database.inTransaction(() -> leases.expire(small.id()))).isFalse();
    settle(small, 50);
    database.inTransaction(() -> leases.close(small.id()));
    assertThatThrownBy(() -> settle(small, 1)).isInstanceOf(CreditLeases.Refused.class);
    assertThat(view(budget).spent()).isEqualTo(units(50));
    assertThat(view(budget).leased()).isEqualTo(units(0));
    assertSound();
  }

  @Test
  void aBudgetThatChangesRecallsWhatIsLeased() {
    fund(1000);
    UUID budget = set(BudgetPeriod.TOTAL, 1000);
    OpenedLease lease = opened(100, ALL);
    assertThat(renewed(lease)).isFalse();
    budgets.change(acme.organisation(), budget, units(900));
    assertThat(renewed(lease)).isTrue();
  }

  /** It reads the budgets before the new one is there, and ends after. */
  @Test
  void aLeaseThatIsBeingOpenedDoesNotMissABudgetThatIsSet() throws Exception {
    fund(1000);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      AtomicReference<Future<?>> adding = new AtomicReference<>();
      Spending delayed =
          new Spending(database, clock, OutboxFixture.outbox(database)) {
            @Override
            List<Bound> bounds(UUID organisation, @Nullable UUID project, @Nullable UUID key) {
              List<Bound> bounds = super.bounds(organisation, project, key);
              adding.set(
                  other.submit(() -> database.inTransaction(() -> set(BudgetPeriod.TOTAL, 50))));
              awaitFor(Duration.ofMillis(500), adding.get());
              return bounds;
            }
          };
      CreditLeases slow = new CreditLeases(database, delayed, new Journal(database), clock);
      OpenedLease lease =
          database
              .inTransaction(() -> slow.open(Ids.next(), scope, units(100), units(1), ALL, MINUTE))
              .orElseThrow();
      adding.get().get(10, TimeUnit.SECONDS);
      assertThat(renewed(lease)).as("recalled").isTrue();
    }
  }

  private static void awaitFor(Duration atMost, Future<?> work) {
    try {
      work.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException waits) {
      assertThat(work).isNotDone();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBudgetThatIsUsedUpTakesNobodysLeaseAway() {
    fund(1000);
    UUID other = Ids.next();
    acme.addKey(database, other);
    LeaseScope others =
        new LeaseScope(AccountKind.ORGANISATION, acme.organisation(), acme.project(), other);
    OpenedLease lease =
        database
            .inTransaction(() -> leases.open(Ids.next(), others, units(100), units(1), ALL, MINUTE))
            .orElseThrow();
    budgets.add(
        acme.organisation(),
        new BudgetDraft(null, acme.key(), BudgetPeriod.TOTAL, units(20), true),
        now());
    OpenedLease own = opened(10, ALL);
    assertThat(leasedAway()).as("there is room beside the lease").isEmpty();
    reserve(10);
    assertThat(leasedAway())
        .containsExactly(
            new LeaseScope(AccountKind.ORGANISATION, acme.organisation(), null, acme.key()));

    OpenedLease again =
        database
            .inTransaction(() -> leases.open(Ids.next(), others, units(50), units(1), ALL, MINUTE))
            .orElseThrow();
    leasedAway().forEach(one -> database.inTransaction(() -> leases.recall(one)));
    assertThat(renewed(own)).isTrue();
    assertThat(renewed(again)).as("another key's lease").isFalse();
    settle(own, 10);
    assertThat(leasedAway()).as("all of it is spent").isEmpty();
    assertThat(lease.amount()).isEqualTo(units(100));
  }

  private List<LeaseScope> leasedAway() {
    return spending.leasedAway(acme.organisation(), acme.project(), acme.key(), FEE);
  }

  @Test
  void alertsFollowWhatIsSettledNotWhatIsLeased() {
    fund(1000);
    UUID budget = set(BudgetPeriod.TOTAL, 100);
    OpenedLease lease = opened(100, ALL);
    assertThat(Partner.alerted(database, budget)).isEmpty();
    settle(lease, 50);
    assertThat(Partner.alerted(database, budget)).containsExactly(50);
    settle(lease, 50);
    assertThat(Partner.alerted(database, budget)).containsExactly(50, 80, 100);
  }

  /** Two servers race over one budget; one of them dies with its leases and its answers. */
  @Test
  void racingServersNeverSpendMoreThanTheBudgetAndEverythingLeftComesBack() throws Exception {
    fund(1_000_000);
    UUID budget = set(BudgetPeriod.TOTAL, 6_005);
    TestServer first = new TestServer(database, leases);
    TestServer second = new TestServer(database, leases);
    long spent = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<Long>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        TestServer server = i % 2 == 0 ? first : second;
        answers.add(threads.submit(() -> answered(server)));
      }
      while (view(budget).spent().compareTo(units(2000)) < 0) {
        first.desk().keep();
        second.desk().keep();
      }
      second.kill();
      for (Future<Long> one : answers) {
        spent += one.get();
      }
    }
    first.desk().close();
    assertThat(units(spent)).isEqualTo(view(budget).spent());
    assertThat(view(budget).spent().plus(view(budget).leased())).isLessThanOrEqualTo(units(6_005));
    assertSound();

    Instant deadline = Instant.now().plusSeconds(30);
    while (!view(budget).leased().isZero()) {
      assertThat(Instant.now()).isBefore(deadline);
      leases.expired().forEach(id -> database.inTransaction(() -> leases.expire(id)));
    }
    while (isReserved()) {
      spent += 10;
    }
    assertThat(spent).isEqualTo(6_000);
    assertThat(available()).isEqualTo(units(994_000));
    assertSound();
  }

  /** Answers until nothing is left; from leases where there are, else one by one. */
  private long answered(TestServer server) {
    long spent = 0;
    while (server.isAlive()) {
      Optional<Drawn> drawn = server.desk().take(scope, FEE);
      if (drawn.isPresent()) {
        spent += settled(server, drawn.get()) ? 10 : 0;
      } else if (isReserved()) {
        spent += 10;
      } else if (!server.desk().recall(acme.all())) {
        // Another thread may have given something back since.
        if (!isReserved()) {
          return spent;
        }
        spent += 10;
      }
    }
    return spent;
  }

  private boolean settled(TestServer server, Drawn drawn) {
    if (!server.isAlive()) {
      return false;
    }
    try {
      database.inTransaction(
          () -> leases.settle(Ids.next(), List.of(draw(drawn.leaseId(), FEE)), FEE));
      return true;
    } catch (CreditLeases.Refused tooLate) {
      return false;
    } finally {
      drawn.done();
    }
  }

  private boolean isReserved() {
    try {
      reserve(10);
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo("budget-exceeded");
      return false;
    }
  }

  private boolean renewed(OpenedLease lease) {
    return database
        .inTransaction(() -> leases.renew(List.of(lease.id()), MINUTE))
        .getOrDefault(lease.id(), false);
  }

  private OpenedLease opened(long most, int share) {
    return open(units(most), units(1), share).orElseThrow();
  }

  private Optional<OpenedLease> lasting(Duration lasts) {
    return database.inTransaction(
        () -> leases.open(Ids.next(), scope, units(10), units(1), ALL, lasts));
  }

  private Optional<OpenedLease> open(Amount most, Amount least, int share) {
    return database.inTransaction(() -> leases.open(Ids.next(), scope, most, least, share, MINUTE));
  }

  private void settle(OpenedLease lease, long amount) {
    database.inTransaction(
        () -> leases.settle(Ids.next(), List.of(draw(lease.id(), units(amount))), FEE));
  }

  private CreditLeases.Draw draw(UUID lease, Amount amount) {
    return new CreditLeases.Draw(lease, acme.organisation(), amount);
  }

  private void reserve(long fee) {
    UUID query = Ids.next();
    database.inTransaction(
        () -> {
          spending.claim(query, acme.organisation(), acme.project(), acme.key(), units(fee));
          reservations.reserve(
              query, AccountKind.ORGANISATION, acme.organisation(), units(fee), MINUTE);
          reservations.settle(query);
        });
  }

  private UUID set(BudgetPeriod period, long most) {
    return budgets.add(
        acme.organisation(), new BudgetDraft(null, null, period, units(most), true), now());
  }

  private BudgetView view(UUID budget) {
    return budgets.inForce(acme.organisation(), now()).stream()
        .filter(view -> view.id().equals(budget))
        .findFirst()
        .orElseThrow();
  }

  private Instant now() {
    return clock.now();
  }

  private void fund(long amount) {
    MoneyFixture.fund(database, acme.organisation(), units(amount));
  }

  private Amount available() {
    return MoneyFixture.balance(database, AccountKind.ORGANISATION, acme.organisation(), FEE);
  }

  private Amount spendable() {
    return leases.spendable(AccountKind.ORGANISATION, acme.organisation(), FEE.asset());
  }

  /** The questions that concern leases, of this test's own organisation alone. */
  private void assertSound() {
    assertThat(
            new Sql(database)
                .number(
                    """
                    select coalesce(sum(amount - settled), 0) from credit_lease
                    where payer_id = ? and status = 'PENDING'
                    """,
                    acme.organisation()))
        .isEqualTo(
            MoneyFixture.balance(database, AccountKind.FEE_RESERVED, acme.organisation(), FEE)
                .units());
    try (Connection connection = DriverManager.getConnection(Database.url())) {
      assertThat(MoneyAudit.open(connection))
          .filteredOn(it -> it.name().startsWith("leased parts"))
          .hasSize(1)
          .allSatisfy(it -> assertThat(it.example()).isNull());
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }
}
