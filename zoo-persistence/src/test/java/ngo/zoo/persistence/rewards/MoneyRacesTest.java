package ngo.zoo.persistence.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

/** Sixty-four at once on one thing: what it holds is spent exactly, and once. */
class MoneyRacesTest {
  private static final int THREADS = 64;

  private final Database database = new Database();
  private final Journal journal = new Journal(database);
  private final Reservations reservations =
      new Reservations(database, journal, new SettableClock());

  @Test
  void oneAccountIsNeverOverdrawn() throws Exception {
    UUID payer = funded(100);
    UUID payee = Ids.next();

    long paid = race(i -> pays(entry(payer, AccountKind.MEMBER, payee, 3)));

    assertThat(paid).isEqualTo(33);
    assertThat(balance(AccountKind.MEMBER, payer)).isEqualTo(1);
    assertThat(balance(AccountKind.MEMBER, payee)).isEqualTo(99);
  }

  /** Who waits until an account is opened holds no other one that the opener may want next. */
  @Test
  void openingAndPostingNeverWaitForEachOther() throws Exception {
    UUID payer = funded(100);
    UUID payee = Ids.next();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Boolean> waiting =
          database.inTransaction(
              () -> {
                journal.open(AccountKind.MEMBER, payee, Asset.KEEPER, Instant.now());
                Future<Boolean> posting =
                    other.submit(() -> pays(entry(payer, AccountKind.MEMBER, payee, 3)));
                awaitSomebodyWaiting();
                journal.post(entry(payer, AccountKind.MEMBER, payee, 4), Instant.now());
                return posting;
              });
      assertThat(waiting.get()).isTrue();
    }
    assertThat(balance(AccountKind.MEMBER, payee)).isEqualTo(7);
  }

  /** Two entries of one transaction are two waits, which the order within an entry cannot help. */
  @Test
  void ofTwoThatWaitForEachOtherOneIsToldToComeAgain() throws Exception {
    UUID one = funded(100);
    UUID other = funded(100);
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<String>> outcomes =
          List.of(
              threads.submit(() -> paysBoth(one, other, bothHoldOne)),
              threads.submit(() -> paysBoth(other, one, bothHoldOne)));
      assertThat(List.of(outcomes.get(0).get(), outcomes.get(1).get()))
          .containsExactlyInAnyOrder("done", "changes-collided");
    }
    assertThat(balance(AccountKind.MEMBER, one)).isEqualTo(97);
    assertThat(balance(AccountKind.MEMBER, other)).isEqualTo(97);
  }

  private String paysBoth(UUID first, UUID second, CyclicBarrier bothHoldOne) throws Exception {
    try {
      return database.inTransaction(
          () -> {
            journal.post(entry(first, AccountKind.MEMBER, Ids.next(), 3), Instant.now());
            bothHoldOne.await(30, TimeUnit.SECONDS);
            journal.post(entry(second, AccountKind.MEMBER, Ids.next(), 3), Instant.now());
            return "done";
          });
    } catch (Refusal refusal) {
      return refusal.code();
    }
  }

  private void awaitSomebodyWaiting() {
    Instant deadline = Instant.now().plusSeconds(30);
    while (sql().number("select count(*) from pg_locks where not granted").signum() == 0) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void oneAccountIsNeverOverdrawnByBatches() throws Exception {
    UUID payer = funded(100);
    UUID payee = Ids.next();

    long paid =
        race(
            i ->
                refusedOr(
                    () ->
                        journal.postAll(
                            List.of(
                                entry(payer, AccountKind.MEMBER, payee, 2),
                                entry(payer, AccountKind.MEMBER, payee, 1)),
                            Instant.now())));

    assertThat(paid).isEqualTo(33);
    assertThat(balance(AccountKind.MEMBER, payer)).isEqualTo(1);
  }

  /** All end the same stake, half by giving it back and half by burning it: one of them does. */
  @Test
  void oneStakeEndsOnce() throws Exception {
    UUID member = funded(100);
    database.inTransaction(
        () -> journal.post(entry(member, AccountKind.STAKE, member, 100), Instant.now()));
    UUID stake = Ids.next();
    sql().update("insert into member values (?, ?, 'A member', now())", member, "m" + member);
    sql()
        .update(
            "insert into stake values (?, ?, 100, 'PROPOSAL', ?, 'LOCKED', now())",
            stake,
            member,
            stake);

    long ended = race(i -> database.inTransaction(() -> ends(stake, member, i % 2 == 0)));

    assertThat(ended).isEqualTo(1);
    assertThat(balance(AccountKind.STAKE, member)).isZero();
    String status =
        sql()
            .first("select status from stake where id = ?", row -> row.getString(1), stake)
            .orElseThrow();
    assertThat(balance(AccountKind.MEMBER, member)).isEqualTo(status.equals("RETURNED") ? 100 : 0);
  }

  @Test
  void oneReservationIsSettledOrReleasedOnce() throws Exception {
    UUID payer = funded(10);
    UUID query = Ids.next();
    long held = balance(AccountKind.FEE_HELD, Journal.FOUNDATION);
    race(
        i ->
            refusedOr(
                () ->
                    reservations.reserve(
                        query,
                        AccountKind.MEMBER,
                        payer,
                        Amount.keeper(BigInteger.TEN),
                        Duration.ofMinutes(1))));
    assertThat(balance(AccountKind.FEE_RESERVED, payer)).isEqualTo(10);

    long released =
        race(
            i ->
                i % 2 == 0
                    ? database.inTransaction(() -> reservations.release(query, "race"))
                    : refusedOr(() -> reservations.settle(query)) && false);

    assertThat(balance(AccountKind.FEE_RESERVED, payer)).isZero();
    assertThat(balance(AccountKind.MEMBER, payer)).isEqualTo(released == 1 ? 10 : 0);
    assertThat(balance(AccountKind.FEE_HELD, Journal.FOUNDATION))
        .isEqualTo(released == 1 ? held : held + 10);
  }

  /** As the service does it: lock the row, end it if it still is locked, move the money. */
  private boolean ends(UUID stake, UUID member, boolean back) {
    boolean locked =
        sql()
            .first(
                "select status from stake where id = ? for update", row -> row.getString(1), stake)
            .orElseThrow()
            .equals("LOCKED");
    if (locked) {
      sql().update("update stake set status = ? where id = ?", back ? "RETURNED" : "BURNED", stake);
      journal.post(
          new PostEntry(
              "stake:end:" + stake,
              CauseKind.STAKE,
              stake,
              "race",
              List.of(
                  line(AccountKind.STAKE, member, -100),
                  back
                      ? line(AccountKind.MEMBER, member, 100)
                      : line(AccountKind.BURN, Journal.FOUNDATION, 100))),
          Instant.now());
    }
    return locked;
  }

  /** How many of the threads, let go at one moment, answered yes. */
  private static long race(Racer racer) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    long yes = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return racer.run(number);
                }));
      }
      for (Future<Boolean> answer : answers) {
        yes += answer.get() ? 1 : 0;
      }
    }
    return yes;
  }

  @FunctionalInterface
  private interface Racer {
    boolean run(int number) throws Exception;
  }

  private boolean pays(PostEntry entry) {
    return refusedOr(() -> journal.post(entry, Instant.now()));
  }

  private boolean refusedOr(Database.Work work) {
    try {
      database.inTransaction(work);
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isIn("insufficient-funds", "reservation-expired");
      return false;
    }
  }

  private UUID funded(long amount) {
    UUID member = Ids.next();
    database.inTransaction(
        () ->
            journal.post(
                new PostEntry(
                    "race:" + member,
                    CauseKind.GENESIS,
                    member,
                    "fund",
                    List.of(
                        line(AccountKind.GENESIS, Journal.FOUNDATION, -amount),
                        line(AccountKind.MEMBER, member, amount))),
                Instant.now()));
    return member;
  }

  private static PostEntry entry(UUID from, AccountKind to, UUID toOwner, long amount) {
    return new PostEntry(
        "race:" + UUID.randomUUID(),
        CauseKind.TRANSFER,
        from,
        "race",
        List.of(line(AccountKind.MEMBER, from, -amount), line(to, toOwner, amount)));
  }

  private static PostEntry.Line line(AccountKind kind, UUID owner, long amount) {
    return new PostEntry.Line(kind, owner, Amount.keeper(BigInteger.valueOf(amount)));
  }

  private long balance(AccountKind kind, UUID owner) {
    return journal.balance(kind, owner, Asset.KEEPER).units().longValueExact();
  }

  private Sql sql() {
    return new Sql(database);
  }
}
