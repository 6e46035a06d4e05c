package ngo.zoo.persistence.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ngo.zoo.governance.PanelVoteView;
import ngo.zoo.log.Sha256;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.persistence.governance.PanelTables;
import ngo.zoo.persistence.routing.VerificationStore.Draw;
import ngo.zoo.persistence.routing.VerificationStore.Kind;
import ngo.zoo.persistence.routing.VerificationStore.Pool;
import ngo.zoo.routing.CalibrationView;
import ngo.zoo.routing.Concerns.OwnDispute;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.routing.DisputeView;
import ngo.zoo.routing.EpochView;
import ngo.zoo.routing.JudgementState;
import ngo.zoo.routing.ReceiptQuery;
import ngo.zoo.routing.RouterBooks;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.rules.ReceiptRecord.NodeAnswer;
import ngo.zoo.routing.rules.verification.Agreement.Outcome;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Calibration.HonestRun;
import ngo.zoo.routing.rules.verification.Lottery;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Thresholds;
import ngo.zoo.routing.rules.verification.TrackRecord;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Draws, checks, judgements and disputes on the real schema, as the application's role. */
class VerificationStoreTest {
  private static final BackendPair FAST = new BackendPair("vllm/cuda/bf16", "pytorch/cpu/float32");

  private static final Instant NOW = Instant.parse("2031-03-04T05:06:07.008Z");
  private static final byte[] KEY = new byte[32];

  private final Database database = new Database();
  private final VerificationStore store = new VerificationStore(database);
  private final DisputeStore disputes = new DisputeStore(database);
  private final VerificationEpochs epochs = new VerificationEpochs(database, new SecretBox(KEY));
  private final String weights = "sha-" + Ids.next();
  private final UUID owner = Ids.next();
  private final UUID payer = Ids.next();
  private final UUID node = Ids.next();
  private final UUID verifier = Ids.next();

  @BeforeEach
  void people() throws SQLException {
    for (UUID member : List.of(owner, payer)) {
      Database.asOwner(
          "insert into member values (?, ?, 'Somebody', now())", member, member.toString());
    }
    for (UUID one : List.of(node, verifier)) {
      Database.asOwner(
          """
          insert into node (id, name, role, owner_id, url, public_key, slots, state, state_since,
            registered_at) values (?, ?, 'PROVIDER', ?, 'http://x', ?, 1, 'HEALTHY', now(), now())
          """,
          one,
          "n" + one,
          owner,
          Sha256.ofText(one.toString()));
    }
    // Answers of other tests would be drawn as well.
    Database.asOwner("update receipt set status = 'FINAL', final_at = now() where status = 'HELD'");
  }

  private UUID receipt(Duration window) throws SQLException {
    UUID id = Ids.next();
    Database.asOwner(
        """
        insert into receipt (id, payer_kind, payer_id, model, node_id, domain, library_version,
          query_hash, response_hash, seed, prompt_tokens, completion_tokens, fee, record,
          node_signature, operator_signature, answered_at, final_after)
        values (?, 'MEMBER', ?, 'zoo-keeper-tiny', ?, '', 0, ?, ?, 1, 1, 6, ?, ?, ?, ?, ?, ?)
        """,
        id,
        payer,
        node,
        new byte[32],
        new byte[32],
        BigDecimal.TEN,
        "{\"model_sha256\":\"" + weights + "\"}",
        new byte[64],
        new byte[64],
        NOW.atOffset(ZoneOffset.UTC),
        NOW.plus(window).atOffset(ZoneOffset.UTC));
    return id;
  }

  private static CheckRow check(UUID receipt, int rank, UUID verifier, Measure measure) {
    return check(receipt, rank, verifier, BackendPair.UNSTATED, measure);
  }

  private static CheckRow check(
      UUID receipt, int rank, UUID verifier, BackendPair backends, Measure measure) {
    return new CheckRow(
        Ids.next(), receipt, rank, verifier, backends, measure, true, "{}", new byte[64], NOW);
  }

  private Pool pool() {
    return new Pool(node, "zoo-keeper-tiny", weights);
  }

  private static List<VerificationStore.Draw> draws(
      List<DrawnAnswer> answers, int probability, String state) {
    return answers.stream().map(one -> new Draw(one.receiptId(), probability, state)).toList();
  }

  @Test
  void answersAreDrawnAfterTheWindowWasMadeShorter() throws SQLException {
    VerificationEpochs.Current epoch = epochs.at(NOW);
    Instant farAway = NOW.plus(Duration.ofHours(1));
    receipt(Duration.ofHours(1));
    store.draw(draws(store.undrawn(NOW, farAway, 10), 0, "NONE"), epoch.number(), NOW);
    UUID sooner = receipt(Duration.ofMinutes(10));
    assertThat(store.undrawn(NOW, NOW.plus(Duration.ofMinutes(10)), 10))
        .extracting(DrawnAnswer::receiptId)
        .containsExactly(sooner);
  }

  @Test
  void anAnswerIsDrawnOnceAndItsChecksArePooledUntilJudged() throws SQLException {
    VerificationEpochs.Current epoch = epochs.at(NOW);
    List<UUID> receipts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      receipts.add(receipt(Duration.ofHours(1)));
    }
    List<DrawnAnswer> undrawn = store.undrawn(NOW, NOW.plus(Duration.ofHours(1)), 10);
    assertThat(undrawn.stream().map(DrawnAnswer::receiptId)).containsAll(receipts);
    assertThat(undrawn.getFirst().modelSha256()).isEqualTo(weights);
    store.draw(draws(undrawn, TrackRecord.ALWAYS, "WAITING"), epoch.number(), NOW);
    store.draw(draws(undrawn, 0, "NONE"), epoch.number(), NOW);
    assertThat(store.undrawn(NOW, NOW.plus(Duration.ofHours(1)), 10)).isEmpty();
    assertThat(store.waiting(NOW, 10)).extracting(DrawnAnswer::receiptId).containsAll(receipts);

    store.postpone(receipts.getFirst(), NOW, NOW.plusSeconds(10));
    assertThat(store.waiting(NOW, 10))
        .extracting(DrawnAnswer::receiptId)
        .doesNotContain(receipts.getFirst());
    Measure short6 = new Measure(6, 6, 0.01, 0.1, 1, 0);
    receipts.forEach(id -> store.add(check(id, 0, verifier, short6)));
    receipts.forEach(id -> store.add(check(id, 0, verifier, Measure.NONE)));
    assertThat(store.pools()).contains(pool());
    database.inTransaction(
        () -> {
          List<CheckRow> pooled = store.pooled(pool());
          assertThat(pooled).hasSize(3).allMatch(row -> row.measure().equals(short6));
          store.judge(pool(), Kind.SAMPLE, receipts, short6, Verdict.PASS, "CLEARED", NOW);
          store.track(node, weights, store.track(node, weights).after(Verdict.PASS, 3), FAST);
          store.mark(receipts, VerificationStatus.SAMPLED_OK);
        });
    assertThat(store.pools()).doesNotContain(pool());
    assertThat(store.tracks(node))
        .contains(new VerificationStore.Track(weights, new TrackRecord(3), FAST));
    assertThat(disputes.judgements(node, PageRequest.first(5)).items())
        .singleElement()
        .satisfies(
            judgement -> {
              assertThat(judgement.receipts()).containsExactlyInAnyOrderElementsOf(receipts);
              assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
              assertThat(judgement.state()).isEqualTo(JudgementState.CLEARED);
            });
  }

  @Test
  void anAnswerNobodyCouldCheckInTimeIsGivenUp() throws SQLException {
    UUID receipt = receipt(Duration.ofSeconds(30));
    DrawnAnswer answer = store.answer(receipt).orElseThrow();
    store.draw(draws(List.of(answer), TrackRecord.ALWAYS, "WAITING"), epochs.at(NOW).number(), NOW);
    Instant late = NOW.plusSeconds(60);
    assertThat(store.giveUpLate(NOW)).isZero();
    assertThat(store.giveUpLate(late)).isPositive();
    assertThat(store.waiting(late.plusSeconds(20), 50))
        .extracting(DrawnAnswer::receiptId)
        .doesNotContain(receipt);
  }

  @Test
  void aSeedIsCommittedToAndPublishedWhenItsEpochIsOver() {
    Instant later = NOW.plus(Duration.ofDays(400));
    VerificationEpochs.Current epoch = epochs.at(later);
    assertThat(epochs.at(later.plusSeconds(60)).number()).isEqualTo(epoch.number());
    EpochView open = epochs.page(PageRequest.first(1), later).items().getFirst();
    assertThat(open.seed()).isNull();
    EpochView ended =
        epochs.page(PageRequest.first(1), later.plus(Duration.ofDays(1))).items().getFirst();
    byte[] seed = HexFormat.of().parseHex(String.valueOf(ended.seed()));
    assertThat(HexFormat.of().formatHex(Lottery.commitment(seed))).isEqualTo(open.commitment());
    UUID query = Ids.next();
    assertThat(new Lottery(seed).draws(query, 500_000))
        .isEqualTo(epoch.lottery().draws(query, 500_000));
    assertThatThrownBy(
            () -> new Sql(database).update("update verification_epoch set ends_at = now()"))
        .isInstanceOf(SqlFailure.class);
  }

  @Test
  void calibrationIsTheLatest() throws SQLException {
    assertThat(store.calibration(weights, FAST)).isEqualTo(Calibration.NONE);
    Calibration first = new Calibration(200, new Thresholds(0.06, 5, 0.02));
    store.calibrate(weights, null, first, owner, NOW);
    Calibration second = new Calibration(300, new Thresholds(0.07, 6, 0.03));
    store.calibrate(weights, null, second, owner, NOW.plusSeconds(1));
    assertThat(store.calibration(weights, FAST)).isEqualTo(second);
    assertThat(store.calibration(weights, List.of())).isEqualTo(second);
    UUID receipt = receipt(Duration.ofHours(1));
    Measure measure = new Measure(96, 96, 1, 2, 3, 0);
    store.add(check(receipt, 0, verifier, measure));
    assertThat(store.runs(weights, List.of(node), 5))
        .containsExactly(new HonestRun(BackendPair.UNSTATED, measure));
  }

  @Test
  void calibrationIsByPairOfBackendsAndElseByModel() {
    Calibration whole = new Calibration(500, new Thresholds(0.09, 7, 0.04));
    Calibration pair = new Calibration(220, new Thresholds(0.05, 6, 0.02));
    store.calibrate(weights, null, whole, owner, NOW);
    store.calibrate(weights, FAST, pair, owner, NOW.minusSeconds(60));
    BackendPair reverse = new BackendPair(FAST.verifierBackend(), FAST.backend());
    assertThat(store.calibrated(weights)).containsExactly(FAST);
    assertThat(store.calibrated("other weights")).isEmpty();
    assertThat(store.calibration(weights, FAST)).isEqualTo(pair);
    assertThat(store.calibration(weights, reverse)).isEqualTo(whole);
    assertThat(store.calibration(weights, BackendPair.UNSTATED)).isEqualTo(whole);
    // Figures of both: the wider thresholds, and no more runs than the less known has.
    assertThat(store.calibration(weights, List.of(FAST, reverse, FAST)))
        .isEqualTo(new Calibration(220, new Thresholds(0.09, 7, 0.04)));
    assertThat(store.calibrations(PageRequest.first(200)).items())
        .filteredOn(one -> one.modelSha256().equals(weights))
        .extracting(CalibrationView::backend, CalibrationView::verifierBackend)
        .containsExactly(tuple(null, null), tuple("vllm/cuda/bf16", "pytorch/cpu/float32"));
  }

  @Test
  void aCheckKeepsWhoseArithmeticWasCompared() throws SQLException {
    UUID receipt = receipt(Duration.ofHours(1));
    Measure measure = new Measure(96, 96, 1, 2, 3, 0);
    store.draw(List.of(new Draw(receipt, 10_000, "WAITING")), epochs.at(NOW).number(), NOW);
    store.add(check(receipt, 0, verifier, FAST, measure));
    UUID judgement =
        store.judge(pool(), Kind.SAMPLE, List.of(receipt), measure, Verdict.PASS, "CLEARED", NOW);
    assertThat(store.checks(List.of(receipt))).extracting(CheckRow::backends).containsExactly(FAST);
    assertThat(store.backends(judgement)).containsExactly(FAST);
  }

  @Test
  void aChallengedAnswerStaysHeldUntilThePanelHasVotedAndIsPaidBack() throws SQLException {
    UUID receipt = receipt(Duration.ofHours(1));
    int epoch = epochs.at(NOW).number();
    AtomicReference<UUID> judgement = new AtomicReference<>();
    database.inTransaction(
        () -> {
          DisputeStore.Challenged answer = disputes.lockAnswer(receipt).orElseThrow();
          assertThat(answer.payerId()).isEqualTo(payer);
          assertThat(answer.nodeOwner()).isEqualTo(owner);
          UUID id =
              store.judge(
                  pool(), Kind.CHALLENGE, List.of(receipt), Measure.NONE, null, "DOUBTED", NOW);
          disputes.challenge(id, receipt, payer, "The digits are wrong.", epoch, NOW);
          store.mark(List.of(receipt), VerificationStatus.FAILED_ONCE);
          judgement.set(id);
        });
    assertThat(disputes.open(payer)).isEqualTo(1);
    assertThatThrownBy(
            () -> disputes.challenge(judgement.get(), receipt, payer, "Again.", epoch, NOW))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("before");
    Judgement doubted =
        store.doubted(NOW, 50).stream()
            .filter(one -> one.id().equals(judgement.get()))
            .findFirst()
            .orElseThrow();
    assertThat(doubted.challenged()).isTrue();
    assertThat(doubted.receipts()).containsExactly(receipt);
    store.add(check(receipt, 2, verifier, new Measure(6, 0, 0, 0, 0, 3)));

    UUID dispute = Ids.next();
    database.inTransaction(
        () -> {
          assertThat(store.lockDoubted(doubted.id())).isPresent();
          assertThat(disputes.objection(doubted.id()).orElseThrow().challenger()).isEqualTo(payer);
          disputes.open(dispute, doubted.id(), payer, "Wrong.", "{}", Sha256.ofText("{}"), NOW);
          store.end(doubted.id(), "DISPUTED");
          store.mark(List.of(receipt), VerificationStatus.DISPUTED);
        });
    assertThat(store.latestDisputed(node, weights, 20)).containsExactly(true);
    assertThat(disputes.parties(dispute)).containsExactlyInAnyOrder(owner, payer);
    assertThat(disputes.exhibits(List.of(receipt))).hasSize(1);

    ConcernReader concerns = new ConcernReader(database);
    OwnDispute own = new OwnDispute(dispute, "n" + node, true, NOW);
    assertThat(concerns.voting(owner, owner, 5)).containsExactly(own);
    assertThat(concerns.voting(payer, payer, 5))
        .extracting(OwnDispute::id, OwnDispute::accused)
        .containsExactly(tuple(dispute, false));
    assertThat(concerns.voting(Ids.next(), Ids.next(), 5)).isEmpty();
    assertThat(concerns.paying(dispute)).as("a person paid").isEmpty();
    Database.asOwner("update receipt set payer_kind = 'ORGANISATION' where id = ?", receipt);
    assertThat(concerns.paying(dispute).getFirst().refunded().isZero()).isTrue();

    PanelTables panel = new PanelTables(database);
    assertThat(panel.voted(dispute, List.of(owner, payer), verifierOwner(), NOW))
        .extracting(PanelVoteView::uphold)
        .containsExactly(true);
    DisputeView open = disputes.view(dispute).orElseThrow();
    assertThat(open.upheld()).isEqualTo(1);
    assertThat(open.challenged()).isTrue();
    assertThat(open.receipts()).containsExactly(receipt);

    database.inTransaction(
        () -> {
          DisputeStore.Open voting = disputes.lockVoting(dispute).orElseThrow();
          assertThat(voting.stakeId()).isNull();
          assertThat(disputes.refund(voting.receipts()))
              .singleElement()
              .satisfies(due -> assertThat(due.receiptId()).isEqualTo(receipt));
          disputes.decide(dispute, DisputeState.UPHELD, null, NOW);
        });
    assertThat(concerns.voting(owner, owner, 5)).as("decided").isEmpty();
    assertThat(concerns.paying(dispute))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.organisation()).isEqualTo(payer);
              assertThat(one.receipts()).containsExactly(receipt);
              assertThat(one.refunded().units()).isEqualTo(BigInteger.TEN);
            });
    assertThat(disputes.refund(List.of(receipt))).isEmpty();
    assertThat(disputes.lockVoting(dispute)).isEmpty();
    assertThat(disputes.page(new PageRequest(0, 5, dispute.toString())).items())
        .singleElement()
        .satisfies(view -> assertThat(view.state()).isEqualTo(DisputeState.UPHELD));
    assertThat(
            disputes.page(DisputeState.VOTING, new PageRequest(0, 5, dispute.toString())).total())
        .isZero();
    assertThat(
            disputes.page(DisputeState.UPHELD, new PageRequest(0, 5, dispute.toString())).total())
        .isEqualTo(1);
    assertThat(disputes.evidence(dispute)).contains("{}");
    theFileOfADisputeHasAnswersAndFindings(dispute, receipt);
    assertThat(disputes.open(payer)).isZero();
  }

  @Test
  void aNodeThatFellLatelyConcernsItsOwner() throws SQLException {
    ConcernReader concerns = new ConcernReader(database);
    Instant lately = NOW.minus(Duration.ofDays(14));
    Instant unwell = NOW.minus(Duration.ofMinutes(15));
    Database.asOwner(
        "update node set state = 'EJECTED', state_reason = 'False.', state_since = ? where id = ?",
        NOW.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC),
        node);
    Database.asOwner(
        "update node set state = 'UNHEALTHY', state_since = ? where id = ?",
        NOW.minus(Duration.ofMinutes(5)).atOffset(ZoneOffset.UTC),
        verifier);
    assertThat(concerns.fallen(owner, lately, unwell))
        .singleElement()
        .satisfies(fallen -> assertThat(fallen.reason()).isEqualTo("False."));
    assertThat(concerns.fallen(owner, lately, NOW)).hasSize(2);
    assertThat(concerns.fallen(owner, NOW, unwell)).as("long ago").isEmpty();
    assertThat(concerns.fallen(payer, lately, NOW)).isEmpty();
  }

  private void theFileOfADisputeHasAnswersAndFindings(UUID dispute, UUID receipt) {
    DisputeFileStore files = new DisputeFileStore(database);
    DisputeFileStore.Head head = files.head(dispute).orElseThrow();
    assertThat(head.modelSha256()).isEqualTo(weights);
    assertThat(head.challengedAt()).isEqualTo(NOW);
    assertThat(head.quorum()).isEqualTo(1);
    assertThat(files.ofReceipt(receipt)).contains(dispute);
    assertThat(files.ofReceipt(Ids.next())).isEmpty();
    assertThat(files.answers(head.judgementId()))
        .singleElement()
        .satisfies(one -> assertThat(one.status()).isEqualTo("REFUNDED"));
    assertThat(files.checks(head.judgementId()))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.rank()).isEqualTo(2);
              assertThat(one.verifierId()).isEqualTo(verifier);
              assertThat(one.measure()).isEqualTo(new Measure(6, 0, 0, 0, 0, 3));
            });
    assertThat(files.judged(node)).containsEntry(JudgementState.DISPUTED, 1L);
    assertThat(files.judged(Ids.next())).isEmpty();
  }

  @Test
  void ofAnOrganisationThatIsPartyAllMembersAre() throws SQLException {
    UUID organisation = Ids.next();
    UUID admin = verifierOwner();
    Database.asOwner(
        "insert into organisation (id, name, client_id, created_at) values (?, ?, ?, now())",
        organisation,
        "O" + organisation,
        "o" + organisation);
    Database.asOwner(
        "insert into organisation_member (member_id, organisation_id, added_at)"
            + " values (?, ?, now())",
        admin,
        organisation);
    assertThat(disputes.withMembers(List.of(organisation, owner)))
        .containsExactlyInAnyOrder(organisation, owner, admin);
    assertThat(disputes.withMembers(List.of(admin))).containsExactly(admin);
    assertThat(disputes.withMembers(List.of())).isEmpty();
  }

  @Test
  void anAnswerIsReadAsItStandsWithoutLockingIt() throws SQLException {
    UUID receipt = receipt(Duration.ofHours(1));
    store.mark(List.of(receipt), VerificationStatus.NO_QUORUM);
    DisputeStore.Challenged answer = disputes.answer(receipt).orElseThrow();
    assertThat(answer.verification()).isEqualTo("NO_QUORUM");
    assertThat(answer.status()).isEqualTo("HELD");
    assertThat(disputes.answer(Ids.next())).isEmpty();
  }

  @Test
  void theBooksAndListsOfTheRouterFindWhatIsOpen() throws SQLException {
    RouterReader reader = new RouterReader(database);
    UUID receipt = receipt(Duration.ofHours(1));
    VerificationEpochs.Current epoch = epochs.at(NOW);
    store.draw(
        draws(
            store.undrawn(NOW, NOW.plus(Duration.ofHours(1)), 1_000),
            TrackRecord.ALWAYS,
            "WAITING"),
        epoch.number(),
        NOW);
    RouterBooks books = reader.books(NOW);
    assertThat(books.held()).isPositive();
    assertThat(books.drawn()).isPositive();
    assertThat(books.waiting()).isPositive().isLessThanOrEqualTo(books.drawn());
    assertThat(books.seen()).isGreaterThanOrEqualTo(books.drawn());
    assertThat(books.leased().isNegative()).isFalse();

    ReceiptQuery own = new ReceiptQuery(payer, "HELD", VerificationStatus.UNCHECKED);
    assertThat(reader.receipts(own, PageRequest.first(5)).items())
        .singleElement()
        .satisfies(line -> assertThat(line.id()).isEqualTo(receipt));
    ReceiptQuery all = new ReceiptQuery(null, null, null);
    assertThat(reader.receipts(all, new PageRequest(0, 5, receipt.toString())).total())
        .isEqualTo(1);
    assertThat(reader.receipts(all, new PageRequest(0, 5, "N" + node)).total()).isEqualTo(1);
    assertThat(
            reader.receipts(new ReceiptQuery(payer, "FINAL", null), PageRequest.first(5)).items())
        .isEmpty();
    LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    ReceiptQuery ofDay = new ReceiptQuery(payer, null, null, node, day, day.plusDays(1));
    List<UUID> read = new ArrayList<>();
    reader.each(ofDay, "", line -> read.add(line.id()));
    assertThat(read).containsExactly(receipt);
    ReceiptQuery before = new ReceiptQuery(payer, null, null, null, null, day);
    assertThat(reader.receipts(before, PageRequest.first(5)).total()).isZero();
    assertThat(reader.leases(new PageRequest(0, 5, "nobody at all")).items()).isEmpty();
  }

  @Test
  void anOutvotedAnswerIsDisputedAndTheReceiptThatOutvotedItStands() throws SQLException {
    UUID receipt = receipt(Duration.ofHours(1));
    RedundantStore redundant = new RedundantStore(database);
    UUID dispute = Ids.next();
    database.inTransaction(
        () -> {
          Measure false96 = new Measure(96, 96, 900, 0, 1, 96);
          UUID judgement =
              store.judge(
                  pool(), Kind.REDUNDANT, List.of(), false96, Verdict.FAIL, "DISPUTED", NOW);
          store.track(node, weights, TrackRecord.NEW, FAST);
          redundant.add(
              receipt,
              List.of(
                  row(verifier, Outcome.ACCEPTED, null), row(node, Outcome.DIVERGED, judgement)),
              List.of(
                  new RedundantStore.Check(
                      node, verifier, FAST, Verdict.FAIL, false96, false, "{}", new byte[64])));
          disputes.open(dispute, judgement, null, "Outvoted.", "{}", Sha256.ofText("{}"), NOW);
        });
    assertThat(redundant.shared(List.of(receipt))).containsEntry(receipt, shared(verifier));
    assertThat(redundant.outcomes(receipt)).containsEntry(node, Outcome.DIVERGED);
    assertThat(disputes.parties(dispute)).containsExactly(owner);
    assertThat(disputes.view(dispute).orElseThrow().receipts()).containsExactly(receipt);
    assertThat(store.latestDisputed(node, weights, 20)).containsExactly(true);
    assertShown(dispute, receipt);
    database.inTransaction(
        () -> {
          DisputeStore.Open voting = disputes.lockVoting(dispute).orElseThrow();
          assertThat(voting.receipts()).isEmpty();
          assertThat(voting.evidence()).isEqualTo(receipt);
          assertThat(disputes.refund(voting.receipts())).isEmpty();
          disputes.decide(dispute, DisputeState.UPHELD, null, NOW);
        });
    assertThatThrownBy(
            () -> new Sql(database).update("update redundant_answer set outcome = 'AGREED'"))
        .isInstanceOf(SqlFailure.class);
  }

  @Test
  void anOutvotedAnswerThatThePanelLetsStandHasItsPart() throws SQLException {
    UUID receipt = receipt(Duration.ofHours(1));
    RedundantStore redundant = new RedundantStore(database);
    UUID dispute = Ids.next();
    AtomicReference<UUID> outvoted = new AtomicReference<>();
    database.inTransaction(
        () -> {
          UUID judgement =
              store.judge(
                  pool(), Kind.REDUNDANT, List.of(), Measure.NONE, Verdict.FAIL, "DISPUTED", NOW);
          redundant.add(
              receipt,
              List.of(
                  row(verifier, Outcome.ACCEPTED, null), row(node, Outcome.DIVERGED, judgement)),
              List.of());
          disputes.open(dispute, judgement, null, "Outvoted.", "{}", Sha256.ofText("{}"), NOW);
          outvoted.set(judgement);
        });
    assertThat(redundant.shared(List.of(receipt))).containsEntry(receipt, shared(verifier));
    database.inTransaction(
        () -> {
          assertThat(redundant.lockOutvoting(outvoted.get())).contains(outvoting(receipt, false));
          disputes.decide(dispute, DisputeState.OVERTURNED, null, NOW);
        });
    assertThat(redundant.shared(List.of(receipt))).containsEntry(receipt, shared(verifier, node));
    Database.asOwner("update receipt set status = 'FINAL', final_at = now() where id = ?", receipt);
    database.inTransaction(
        () ->
            assertThat(redundant.lockOutvoting(outvoted.get())).contains(outvoting(receipt, true)));
    assertThat(redundant.lockOutvoting(Ids.next())).isEmpty();
  }

  @Test
  void aPanelWithoutQuorumHasDecidedNothing() throws SQLException {
    UUID receipt = receipt(Duration.ofHours(1));
    UUID dispute = Ids.next();
    database.inTransaction(
        () -> {
          UUID judgement =
              store.judge(
                  pool(), Kind.CHALLENGE, List.of(receipt), Measure.NONE, null, "DISPUTED", NOW);
          disputes.open(dispute, judgement, payer, "Wrong.", "{}", Sha256.ofText("{}"), NOW);
          new PanelTables(database).unattended(dispute, NOW);
          disputes.decide(dispute, DisputeState.NO_QUORUM, null, NOW);
        });
    assertThat(disputes.view(dispute).orElseThrow().state()).isEqualTo(DisputeState.NO_QUORUM);
    assertThat(
            new Sql(database)
                .number(
                    "select count(*) from dispute_panel where dispute_id = ? and upheld is null",
                    dispute))
        .isEqualTo(BigInteger.ONE);
  }

  /** To its panel: the receipt, and what the others found. */
  private void assertShown(UUID dispute, UUID receipt) {
    DisputeFileStore files = new DisputeFileStore(database);
    UUID judgement = files.head(dispute).orElseThrow().judgementId();
    assertThat(files.answers(judgement))
        .singleElement()
        .satisfies(it -> assertThat(it.receiptId()).isEqualTo(receipt));
    assertThat(files.outvotedBy(judgement, any -> Thresholds.START))
        .singleElement()
        .satisfies(it -> assertThat(it.verifierId()).isEqualTo(verifier))
        .satisfies(it -> assertThat(it.distance()).isEqualTo(900.0 / 96))
        .satisfies(it -> assertThat(it.textFits()).isFalse())
        .satisfies(it -> assertThat(it.verdict()).isEqualTo(Verdict.FAIL));
    assertThat(files.checks(judgement)).isEmpty();
  }

  /** Of the two, those that have a part. */
  private RedundantStore.Shared shared(UUID... agreed) {
    return new RedundantStore.Shared(
        BigInteger.valueOf(8),
        Stream.of(agreed).collect(Collectors.toMap(it -> it, it -> asks(it).units())));
  }

  /** The receipt's row names the node. */
  private RedundantStore.Outvoting outvoting(UUID receipt, boolean isFinal) {
    BigInteger asks = asks(node).units();
    return new RedundantStore.Outvoting(receipt, node, isFinal, asks, asks);
  }

  private RedundantStore.Row row(UUID of, Outcome outcome, @Nullable UUID judgement) {
    return new RedundantStore.Row(
        new NodeAnswer(of, outcome, "{}", new byte[64], asks(of)), weights, judgement);
  }

  private Amount asks(UUID of) {
    return Amount.keeper(BigInteger.valueOf(of.equals(node) ? 3 : 5));
  }

  private static UUID verifierOwner() throws SQLException {
    UUID member = Ids.next();
    Database.asOwner(
        "insert into member values (?, ?, 'Expert', now())", member, member.toString());
    return member;
  }

  @Test
  void whatAVerifierSealedCannotBeChanged() {
    assertThatThrownBy(() -> new Sql(database).update("update verification_check set hard = 0"))
        .isInstanceOf(SqlFailure.class);
  }
}
