package ngo.zoo.persistence.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.compute.EscrowView;
import ngo.zoo.compute.OpenEscrow;
import ngo.zoo.compute.rules.GpuPrice;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.HoldStatus;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class HoldsTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration OVER = Duration.ofSeconds(-1);
  private static final int FEE_BP = 500;

  private final Database database = new Database();
  private final Journal journal = new Journal(database);
  private final Holds holds = new Holds(database, journal, new SettableClock());
  private final ComputeEscrows escrows = new ComputeEscrows(database, holds);

  private final UUID payer = funded(1_000_000);
  private final UUID provider = Ids.next();

  @Test
  void workIsPaidByItsRunningTotalAndTheRestGoesBack() {
    UUID job = opened(10_000, 3_600, LEASE);
    assertThat(balance(AccountKind.MEMBER, payer)).isEqualTo(990_000);
    assertThat(balance(AccountKind.ESCROW, job)).isEqualTo(10_000);

    assertThat(metered(job, 1_000)).isEqualTo(1_000);
    assertThat(metered(job, 1_000)).as("twice").isZero();
    assertThat(metered(job, 400)).as("late").isZero();
    assertThat(metered(job, 3_000)).isEqualTo(2_000);
    assertThat(balance(AccountKind.NODE, provider)).isEqualTo(2_850);

    assertThat(closed(job)).isTrue();
    assertThat(closed(job)).isFalse();
    assertThat(metered(job, 9_000)).as("after the end").isZero();
    assertThat(balance(AccountKind.ESCROW, job)).isZero();
    assertThat(balance(AccountKind.MEMBER, payer)).isEqualTo(997_000);
    EscrowView view = escrows.one(job).orElseThrow();
    assertThat(view.status()).isEqualTo(HoldStatus.POSTED);
    assertThat(view.paid()).isEqualTo(zen(3_000));
    assertThat(view.left().isZero()).isTrue();
    assertThat(view.gpuSeconds()).isEqualTo(3_000);
    assertThat(escrows.page(provider, PageRequest.first(5)).total()).isEqualTo(1);
    assertThat(escrows.page(Ids.next(), PageRequest.first(5)).total()).isZero();
  }

  @Test
  void nothingIsPaidBeyondTheCap() {
    UUID job = opened(500, 3_600, LEASE);

    assertThat(metered(job, 400)).isEqualTo(400);
    assertThat(metered(job, 4_000_000)).isEqualTo(100);
    assertThat(metered(job, 5_000_000)).isZero();
    assertThat(closed(job)).isTrue();
    assertThat(balance(AccountKind.MEMBER, payer)).isEqualTo(999_500);
  }

  @Test
  void anEscrowIsOpenedOnceAndOnlyWithTheMoneyForIt() {
    UUID job = opened(1_000, 3_600, LEASE);
    open(job, 9_999, 1, LEASE);
    assertThat(escrows.one(job).orElseThrow().cap()).isEqualTo(zen(1_000));
    assertThat(balance(AccountKind.MEMBER, payer)).isEqualTo(999_000);

    UUID tooBig = Ids.next();
    refused("insufficient-funds", () -> open(tooBig, 999_001, 3_600, LEASE));
    assertThat(escrows.one(tooBig)).isEmpty();
    refused("hold-not-found", () -> metered(tooBig, 1));
  }

  @Test
  void whatIsNotRenewedExpires() {
    UUID over = opened(100, 3_600, OVER);
    UUID renewed = opened(100, 3_600, OVER);
    metered(over, 40);
    assertThat(holds.expired(Instant.now())).contains(over, renewed);

    database.inTransaction(() -> holds.renew(renewed, LEASE));
    assertThat(expired(over)).isTrue();
    assertThat(expired(over)).isFalse();
    assertThat(expired(renewed)).isFalse();

    assertThat(balance(AccountKind.ESCROW, over)).isZero();
    assertThat(balance(AccountKind.ESCROW, renewed)).isEqualTo(100);
    assertThat(database.inTransaction(() -> holds.renew(over, LEASE))).isFalse();
  }

  /**
   * Meter events repeated, late and in any order, from several threads, while the job is closed.
   */
  @Test
  void whateverTheOrderNothingIsChargedTwice() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < 12; round++) {
      long hourly = 1 + random.nextInt(9_000);
      long cap = 1 + random.nextInt(5_000);
      UUID job = opened(cap, hourly, LEASE);
      long before = balance(AccountKind.MEMBER, payer);
      long earned = balance(AccountKind.NODE, provider);
      List<Long> events = new ArrayList<>();
      long total = 0;
      for (int i = 0; i < 12; i++) {
        total += random.nextInt(400);
        events.add(total);
        events.add(total);
      }
      Collections.shuffle(events, random);
      boolean closedEarly = round % 3 == 0;
      sent(job, events, closedEarly);
      closed(job);

      EscrowView view = escrows.one(job).orElseThrow();
      GpuPrice price = new GpuPrice(zen(hourly), FEE_BP);
      Amount cost = price.cost(view.gpuSeconds(), zen(cap));
      assertThat(view.paid()).isEqualTo(cost);
      assertThat(view.gpuSeconds()).isLessThanOrEqualTo(total);
      if (!closedEarly) {
        assertThat(view.gpuSeconds()).isEqualTo(total);
      }
      assertThat(balance(AccountKind.ESCROW, job)).isZero();
      assertThat(balance(AccountKind.MEMBER, payer) - before).isEqualTo(cap - units(cost));
      assertThat(balance(AccountKind.NODE, provider) - earned)
          .isEqualTo(units(price.parts(cost).provider()));
    }
    assertThat(journal.check().sound()).isTrue();
  }

  private void sent(UUID job, List<Long> events, boolean closeMeanwhile) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        long total = events.get(i);
        all.add(threads.submit(() -> metered(job, total)));
        if (closeMeanwhile && i == events.size() / 2) {
          all.add(threads.submit(() -> closed(job)));
        }
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private static void refused(String code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private UUID opened(long cap, long hourly, Duration lease) {
    UUID job = Ids.next();
    open(job, cap, hourly, lease);
    return job;
  }

  private void open(UUID job, long cap, long hourly, Duration lease) {
    database.inTransaction(
        () ->
            escrows.open(
                new OpenEscrow(
                    job,
                    AccountKind.MEMBER,
                    payer,
                    AccountKind.NODE,
                    provider,
                    zen(cap),
                    zen(hourly),
                    lease),
                FEE_BP));
  }

  private long metered(UUID job, long total) {
    return units(database.inTransaction(() -> escrows.meter(job, total)));
  }

  private boolean closed(UUID job) {
    return database.inTransaction(() -> escrows.close(job));
  }

  private boolean expired(UUID job) {
    return database.inTransaction(() -> holds.expire(job, Instant.now()));
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
                        new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, zen(-amount)),
                        new PostEntry.Line(AccountKind.MEMBER, member, zen(amount)))),
                Instant.now()));
    return member;
  }

  private long balance(AccountKind kind, UUID owner) {
    return units(journal.balance(kind, owner, Asset.ZEN));
  }

  private static long units(Amount amount) {
    return amount.units().longValueExact();
  }

  private static Amount zen(long units) {
    return new Amount(Asset.ZEN, BigInteger.valueOf(units));
  }
}
