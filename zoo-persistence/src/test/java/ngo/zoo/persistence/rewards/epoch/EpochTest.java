package ngo.zoo.persistence.rewards.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.AuditLine;
import ngo.zoo.rewards.EpochStatus;
import ngo.zoo.rewards.RewardInput;
import ngo.zoo.rewards.RewardKind;
import ngo.zoo.rewards.RewardPayout;
import ngo.zoo.rewards.RunStatus;
import ngo.zoo.rewards.Standing;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.PageRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An epoch from its answers to its audit, on the real database. */
class EpochTest {
  private final EpochScene scene = new EpochScene();

  /** Answers of maya, read experiences of omar, at the node of petra. */
  private UUID aWeek() {
    UUID experience = scene.experience(scene.omar, 3, 1);
    Instant first = scene.start.plus(Duration.ofMinutes(1));
    scene.answer(scene.maya, scene.start, experience, scene.omar);
    scene.answer(scene.maya, first, experience, scene.omar);
    scene.answer(scene.maya, first.plus(Duration.ofHours(5)), null, null);
    scene.answer(scene.maya, scene.end, experience, scene.omar);
    scene.answer(scene.omar, first, experience, scene.omar);
    scene.answer(scene.petra, first.plus(Duration.ofHours(9)), experience, scene.omar);
    scene.sql.update(
        "insert into dataset_contribution values (?, ?, 'Signs', 20000, 5000, ?, ?)",
        Ids.next(),
        scene.maya,
        scene.petra,
        first);
    scene.sql.update(
        "insert into contribution_hours values (?, ?, 2, 'Annotating', ?, ?)",
        Ids.next(),
        scene.maya,
        scene.petra,
        first);
    return experience;
  }

  @Test
  void inputsAreWhatOthersPaidForInTheWindow() {
    UUID experience = aWeek();
    scene.database.inTransaction(() -> scene.inputs.collect(scene.number));

    assertThat(scene.inputs.of(scene.number))
        .extracting(
            RewardInput::kind, RewardInput::ownerId, input -> input.quantity().longValueExact())
        .containsExactlyInAnyOrder(
            tuple(RewardKind.DATA, scene.maya, 20_000L),
            tuple(RewardKind.EXPERIENCE, scene.omar, 3L),
            tuple(RewardKind.INFERENCE, scene.petra, 4L),
            tuple(RewardKind.REVENUE, scene.omar, 1_200L),
            tuple(RewardKind.CREDITS, scene.maya, 2L),
            tuple(RewardKind.CREDITS, scene.petra, 2L));
    assertThat(scene.inputs.of(scene.number))
        .filteredOn(input -> input.subjectId().equals(experience))
        .singleElement()
        .satisfies(input -> assertThat(input.up()).isEqualTo(3));
  }

  @Test
  void everythingDueIsPaidOnceFromTheTreasuryAndTheAuditAgrees() {
    aWeek();
    Amount before = balance(AccountKind.TREASURY, new UUID(0, 1));
    scene.collectAndCompute();
    scene.payBatch(2);
    List<RewardPayout> all = scene.payouts.of(scene.number);
    scene.database.inTransaction(
        () -> scene.payments.pay(scene.number, all, scene.credits(), scene.end));
    scene.pay(2);
    scene.collectAndCompute();

    assertThat(scene.epochs.epoch(scene.number).orElseThrow().status()).isEqualTo(EpochStatus.PAID);
    Amount paid =
        all.stream().map(RewardPayout::amount).reduce(Amount.zero(Asset.KEEPER), Amount::plus);
    assertThat(balance(AccountKind.TREASURY, new UUID(0, 1))).isEqualTo(before.minus(paid));
    assertThat(balance(AccountKind.REWARD_POOL, new UUID(0, 1)).isZero()).isTrue();
    assertThat(balance(AccountKind.NODE, scene.node).units())
        .isEqualTo(new BigInteger("4000000000000000").add(BigInteger.valueOf(2_400)));
    assertThat(audit()).hasSize(6).allSatisfy(line -> assertThat(line.example()).isNull());
    assertThat(audit()).allSatisfy(line -> assertThat(line.compared()).isPositive());
    scene.database.inTransaction(() -> scene.epochs.verified(scene.number, 0, scene.end));
    assertThat(scene.epochs.epoch(scene.number).orElseThrow().status())
        .isEqualTo(EpochStatus.VERIFIED);
    assertThat(scene.payouts.page(scene.number, scene.petra, PageRequest.first(20)).items())
        .extracting(view -> view.kind())
        .containsExactlyInAnyOrder(RewardKind.INFERENCE, RewardKind.CREDITS);
  }

  /** A batch that fails half-way leaves nothing, and the next run pays all of it once. */
  @Test
  void aFailureInTheMiddleLeavesNothingHalfPaid() {
    aWeek();
    scene.collectAndCompute();
    List<RewardPayout> all = scene.payouts.of(scene.number);
    assertThatThrownBy(
            () ->
                scene.database.inTransaction(
                    () ->
                        scene.payments.pay(
                            scene.number,
                            all,
                            (member, amount, expires, reason, key) -> {
                              throw new IllegalStateException("the server dies here");
                            },
                            scene.end)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(scene.payouts.countWaiting(scene.number)).isEqualTo(all.size());
    scene.pay(1);
    assertThat(audit()).allSatisfy(line -> assertThat(line.example()).isNull());
  }

  @Test
  void creditsOfAnEpochThatIsPaidLateAreNotOverWhenTheyCome() {
    aWeek();
    scene.collectAndCompute();
    List<RewardPayout> all = scene.payouts.of(scene.number);
    Instant late = scene.end.plus(Duration.ofDays(3650));
    List<Instant> ends = new ArrayList<>();
    scene.database.inTransaction(
        () ->
            scene.payments.pay(
                scene.number,
                all,
                (member, amount, expires, reason, key) -> {
                  ends.add(expires);
                  return UUID.randomUUID();
                },
                late));

    assertThat(ends).isNotEmpty().allSatisfy(end -> assertThat(end).isAfter(late));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update reward_input set quantity = quantity + 1 where kind = 'EXPERIENCE' |"
            + " inputs are what receipts and registers say | EXPERIENCE",
        "update reward_input set up = up + 1 where kind = 'EXPERIENCE' |"
            + " pay-outs follow from their inputs | EXPERIENCE",
        "update reward_input set quality_bp = 10000 where kind = 'DATA' |"
            + " inputs are what receipts and registers say | DATA",
        "update reward_payout set amount = amount - 1 where kind = 'INFERENCE' |"
            + " pay-outs follow from their inputs | INFERENCE",
        "update reward_payout set payee_id = gen_random_uuid() where kind = 'REVENUE' |"
            + " the journal moved what was due | REVENUE",
        "update reward_payout set paid_by = gen_random_uuid() where kind = 'CREDITS' |"
            + " the journal moved what was due | CREDITS",
        "delete from reward_payout where kind = 'DATA' | pay-outs follow from their inputs | DATA",
      })
  void whatWasTamperedWithIsFoundAndNamed(String damage, String name, String what)
      throws Exception {
    aWeek();
    scene.collectAndCompute();
    scene.pay(100);
    String where = damage.contains(" where ") ? " and epoch = " : " where epoch = ";
    Database.asOwner(damage + where + scene.number);

    assertThat(audit())
        .filteredOn(line -> line.name().equals(name))
        .singleElement()
        .satisfies(line -> assertThat(line.isSound()).isFalse())
        .satisfies(line -> assertThat(line.example()).startsWith(what));
  }

  @Test
  void changedTermsAreFound() throws Exception {
    aWeek();
    scene.collectAndCompute();
    scene.pay(100);
    Database.asOwner("update reward_epoch set beta = beta + 1 where number = " + scene.number);

    assertThat(audit().getFirst().isSound()).isFalse();
  }

  @Test
  void theApplicationCannotChangeWhatAnEpochWasComputedFrom() {
    for (String change :
        List.of(
            "update reward_input set quantity = 0",
            "delete from reward_input",
            "update reward_payout set amount = 1",
            "delete from reward_payout",
            "update reputation set payer = 1")) {
      assertThatThrownBy(() -> scene.sql.update(change))
          .isInstanceOf(SqlFailure.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void epochsFollowEachOther() {
    scene.epoch(scene.number + 1, scene.end, scene.end.plus(Duration.ofDays(1)));
    assertThat(scene.epochs.unfinished(scene.end)).contains(scene.number);
    assertThat(scene.epochs.unfinished(scene.end)).doesNotContain(scene.number + 1);
  }

  @Test
  void oneRunLivesAtATimeAndALostOneGivesWay() {
    EpochRuns runs = new EpochRuns(scene.database);
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    UUID first = runs.begin(scene.number, "sam", now).orElseThrow();
    runs.runsAs(first, 7);
    runs.beat(first, "pay", 3, 9, now.plusSeconds(30));

    assertThat(runs.begin(scene.number, "timer", now.plusSeconds(60))).isEmpty();
    assertThat(runs.execution(scene.number)).hasValue(7);
    UUID second = runs.begin(scene.number, "timer", now.plusSeconds(200)).orElseThrow();
    runs.end(first, RunStatus.COMPLETED, "", now.plusSeconds(201));
    runs.end(second, RunStatus.FAILED, "why", now.plusSeconds(202));

    assertThat(runs.of(scene.number))
        .extracting(run -> run.status(), run -> run.step(), run -> run.done())
        .containsExactly(tuple(RunStatus.FAILED, "", 0L), tuple(RunStatus.LOST, "pay", 3L));
  }

  @Test
  void standingsCountWhatIndependentPayersPaid() {
    aWeek();
    scene.database.inTransaction(() -> scene.inputs.collect(scene.number));
    ReputationStore reputation = new ReputationStore(scene.database);
    scene.database.inTransaction(
        () -> reputation.compute(scene.epochs.epoch(scene.number).orElseThrow()));

    Standing omar = standing(scene.omar);
    Standing maya = standing(scene.maya);
    assertThat(maya.paid()).isEqualTo(BigInteger.valueOf(3_000));
    assertThat(maya.payer()).isEqualTo(BigInteger.valueOf(577 + 825));
    assertThat(omar.earned()).isEqualTo(BigInteger.valueOf(1_600));
    assertThat(omar.contributor()).isEqualTo(BigInteger.valueOf(577));
    assertThat(omar.payer()).isZero();
  }

  private Standing standing(UUID party) {
    return scene
        .sql
        .first(
            """
            select paid, earned, provider, contributor, payer from reputation
            where epoch = ? and party_id = ?
            """,
            row ->
                new Standing(
                    party,
                    Sql.units(row, 1),
                    Sql.units(row, 2),
                    Sql.units(row, 3),
                    Sql.units(row, 4),
                    Sql.units(row, 5)),
            scene.number,
            party)
        .orElseThrow();
  }

  private List<AuditLine> audit() {
    return new EpochAudit(scene.database).of(scene.number).orElseThrow();
  }

  private Amount balance(AccountKind kind, UUID owner) {
    return scene.journal.balance(kind, owner, Asset.KEEPER);
  }
}
