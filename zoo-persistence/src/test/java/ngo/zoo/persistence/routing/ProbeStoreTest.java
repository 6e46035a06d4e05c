package ngo.zoo.persistence.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import ngo.zoo.log.Sha256;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.persistence.routing.VerificationStore.Draw;
import ngo.zoo.persistence.routing.VerificationStore.Kind;
import ngo.zoo.persistence.routing.VerificationStore.Pool;
import ngo.zoo.routing.JudgementView;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerifierStanding;
import ngo.zoo.routing.VerifierStanding.OverlookedProbe;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.shared.PageRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Probes, and what happens to the reports of who overlooked them, as the application's role. */
class ProbeStoreTest {
  private static final Instant NOW = Instant.parse("2032-03-04T05:06:07.008Z");
  private static final Measure FOUND = new Measure(6, 6, 0, 0, 0, 0);

  private final Database database = new Database();
  private final VerificationStore verification = new VerificationStore(database);
  private final ProbeStore store = new ProbeStore(database);
  private final DisputeStore disputes = new DisputeStore(database);
  private final VerificationEpochs epochs =
      new VerificationEpochs(database, new SecretBox(new byte[32]));
  private final String weights = "sha-" + Ids.next();
  private final UUID owner = Ids.next();
  private final UUID node = Ids.next();
  private final UUID liar = Ids.next();
  private final UUID other = Ids.next();

  @BeforeEach
  void nodes() throws SQLException {
    Database.asOwner(
        "insert into member values (?, ?, 'Somebody', now())", owner, owner.toString());
    for (UUID one : List.of(node, liar, other)) {
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
  }

  private UUID receipt() throws SQLException {
    UUID id = Ids.next();
    Database.asOwner(
        """
        insert into receipt (id, payer_kind, payer_id, model, node_id, domain, library_version,
          query_hash, response_hash, seed, prompt_tokens, completion_tokens, fee, record,
          node_signature, operator_signature, answered_at, final_after)
        values (?, 'MEMBER', ?, 'zoo-keeper-tiny', ?, '', 0, ?, ?, 1, 1, 6, ?, ?, ?, ?, ?, ?)
        """,
        id,
        owner,
        node,
        new byte[32],
        new byte[32],
        BigDecimal.TEN,
        "{\"model_sha256\":\"" + weights + "\"}",
        new byte[64],
        new byte[64],
        NOW.atOffset(ZoneOffset.UTC),
        NOW.plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC));
    verification.draw(List.of(new Draw(id, 10_000, "WAITING")), epochs.at(NOW).number(), NOW);
    return id;
  }

  private ProbeStore.Probe probe(UUID receipt, boolean overlooked, Instant at) {
    return new ProbeStore.Probe(
        Ids.next(),
        receipt,
        epochs.at(NOW).number(),
        liar,
        BackendPair.UNSTATED,
        0.5,
        FOUND,
        true,
        overlooked,
        "{}",
        new byte[64],
        at);
  }

  private void check(UUID receipt, int rank, UUID by) {
    verification.add(
        new CheckRow(
            Ids.next(),
            receipt,
            rank,
            by,
            BackendPair.UNSTATED,
            FOUND,
            true,
            "{}",
            new byte[64],
            NOW));
  }

  private Pool pool() {
    return new Pool(node, "zoo-keeper-tiny", weights);
  }

  @Test
  void whatIsOverlookedCountsUntilTheNodeIsMeasuredAgain() throws SQLException {
    UUID first = receipt();
    assertThat(store.verifierOf(first)).isEmpty();
    store.add(probe(first, true, NOW));
    store.add(probe(first, false, NOW));
    assertThat(store.verifierOf(first)).contains(liar);
    store.add(probe(receipt(), false, NOW.plusSeconds(1)));
    ProbeStore.Probe last = probe(receipt(), true, NOW.plusSeconds(2));
    store.add(last);
    assertThat(store.latest(liar, 10)).containsExactly(true, false, true);
    assertThat(store.latest(liar, 2)).containsExactly(true, false);
    assertThat(store.standing(liar)).isEqualTo(VerifierStanding.VERIFIES);

    assertThat(store.bar(liar, "It believes all.", NOW.plusSeconds(3), NOW.plusSeconds(5)))
        .isTrue();
    assertThat(store.bar(liar, "Again.", NOW.plusSeconds(4), NOW.plusSeconds(4))).isFalse();
    assertThat(store.barred()).contains(liar).doesNotContain(other);
    VerifierStanding standing = store.standing(liar);
    assertThat(standing.verifies()).isFalse();
    assertThat(standing.reason()).isEqualTo("It believes all.");
    assertThat(standing.since()).isEqualTo(NOW.plusSeconds(3));
    assertThat(standing.overlooked())
        .extracting(OverlookedProbe::id)
        .hasSize(2)
        .startsWith(last.id());

    store.lift(liar, NOW.plusSeconds(4));
    assertThat(store.barred()).contains(liar);
    store.lift(liar, NOW.plusSeconds(5));
    assertThat(store.barred()).doesNotContain(liar);
    assertThat(store.latest(liar, 10)).isEmpty();
    assertThat(store.bar(liar, "Once more.", NOW.plusSeconds(6), NOW.plusSeconds(6))).isTrue();
    assertThat(store.standing(liar).overlooked()).isEmpty();
    assertThat(store.bars(liar)).isEqualTo(2);
    assertThatThrownBy(() -> new Sql(database).update("update verification_bar set reason = ''"))
        .isInstanceOf(SqlFailure.class);
    assertThatThrownBy(
            () -> new Sql(database).update("update verification_probe set overlooked = false"))
        .isInstanceOf(SqlFailure.class);
  }

  @Test
  void reportsThatWaitAreDroppedAndTheirAnswersDrawnAgain() throws SQLException {
    UUID waiting = receipt();
    UUID others = receipt();
    check(waiting, 0, liar);
    check(others, 0, other);
    assertThat(store.drop(liar, NOW.plusSeconds(1))).isEqualTo(1);
    assertThat(verification.waiting(NOW.plusSeconds(1), 500))
        .extracting(DrawnAnswer::receiptId)
        .contains(waiting)
        .doesNotContain(others);
    check(waiting, 0, other);
    database.inTransaction(
        () ->
            assertThat(verification.pooled(pool()))
                .extracting(CheckRow::verifierId)
                .containsExactly(other, other));
    assertThat(store.drop(liar, NOW.plusSeconds(2))).isZero();
  }

  @Test
  void whatWasJudgedStaysAndNamesWhoIsNotBelievedAnyMore() throws SQLException {
    UUID cleared = receipt();
    UUID doubted = receipt();
    check(cleared, 0, liar);
    check(doubted, 0, other);
    verification.judge(pool(), Kind.SAMPLE, List.of(cleared), FOUND, Verdict.PASS, "CLEARED", NOW);
    verification.judge(
        pool(), Kind.SAMPLE, List.of(doubted), FOUND, Verdict.FAIL, "DOUBTED", NOW.plusSeconds(1));
    check(doubted, 1, liar);
    store.bar(liar, "It believes all.", NOW.plusSeconds(2), NOW.plusSeconds(2));
    // The second look at the doubt is made again by somebody else.
    assertThat(store.drop(liar, NOW.plusSeconds(2))).isEqualTo(1);
    assertThat(verification.checks(List.of(doubted)))
        .extracting(CheckRow::verifierId)
        .containsExactly(other);
    check(doubted, 1, node);
    assertThat(verification.checks(List.of(doubted))).hasSize(2);
    List<JudgementView> shown = disputes.judgements(node, PageRequest.first(10)).items();
    assertThat(shown)
        .extracting(JudgementView::untrusted)
        .containsExactly(List.of(), List.of(liar));
  }
}
