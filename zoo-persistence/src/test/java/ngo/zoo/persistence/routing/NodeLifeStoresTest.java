package ngo.zoo.persistence.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.log.Sha256;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.OwnDatabase;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.routing.EnrolmentView;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeChangeView;
import ngo.zoo.routing.NodeMinute;
import ngo.zoo.routing.NodePriceChange;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.rules.NodeFigures;
import ngo.zoo.routing.rules.NodeStep;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** History, benchmarks, minutes and enrolments on the real schema, as the application's role. */
class NodeLifeStoresTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:00Z");
  private static final UUID MEMBER = Ids.next();
  private static DataSource application;
  private static DataSource owner;
  private static int keys;

  @BeforeAll
  static void start() {
    OwnDatabase database = new OwnDatabase();
    owner = database.owner();
    application = database.application();
    new Sql(owner).update("insert into member values (?, 'petra', 'Petra', now())", MEMBER);
  }

  @Test
  void everyStepStaysAndIsFoundNewestFirst() {
    NodeHistory history = new NodeHistory(application);
    UUID node = node();
    step(node, null, NodeState.DISCOVERED, NodeCause.REGISTRATION, NOW);
    step(node, NodeState.DISCOVERED, NodeState.DRAINED, NodeCause.NODE, NOW.plusSeconds(1));
    step(node, NodeState.HEALTHY, NodeState.UNHEALTHY, NodeCause.PROBE, NOW.plusSeconds(2));
    assertThat(history.page(node, PageRequest.first(9)).items())
        .extracting(NodeChangeView::to)
        .containsExactly(NodeState.UNHEALTHY, NodeState.DRAINED, NodeState.DISCOVERED);
    assertThat(history.page(node, new PageRequest(0, 9, "drain")).total()).isEqualTo(1);
    assertThat(history.lastAsked(node)).isEqualTo(NodeCause.NODE);
    assertThat(history.lastCause(node)).isEqualTo(NodeCause.PROBE);
    assertThat(history.lastAsked(node())).isNull();
    assertThat(history.times(node, NodeState.UNHEALTHY, NOW)).isEqualTo(1);
    assertThat(history.times(node, NodeState.UNHEALTHY, NOW.plusSeconds(2))).isZero();
    assertThatThrownBy(() -> new Sql(application).update("update node_change set reason = 'x'"))
        .isInstanceOf(SqlFailure.class);
    assertThatThrownBy(() -> new Sql(application).update("delete from node_change"))
        .isInstanceOf(SqlFailure.class);
  }

  @Test
  void everyPriceStaysAndTheLastOneIsInForce() {
    NodePrices prices = new NodePrices(application);
    UUID node = node();
    Amount eight = Amount.keeper(BigInteger.valueOf(8));
    prices.set(node, "m", null, MEMBER, NOW);
    assertThat(prices.all()).doesNotContainKey(node);
    prices.set(node, "m", Amount.keeper(BigInteger.TEN), MEMBER, NOW);
    prices.set(node, "m", eight, MEMBER, NOW.plusSeconds(1));
    prices.set(node, "m", eight, MEMBER, NOW.plusSeconds(2));
    prices.set(node, "n", eight, MEMBER, NOW.plusSeconds(3));
    assertThat(prices.all().get(node))
        .containsEntry("m", new NodePrices.Price(eight.units(), NOW.plusSeconds(1)))
        .containsOnlyKeys("m", "n");
    prices.set(node, "m", null, MEMBER, NOW.plusSeconds(4));
    prices.set(node, "m", null, MEMBER, NOW.plusSeconds(5));
    assertThat(prices.all().get(node)).containsOnlyKeys("n");
    assertThat(prices.history(node, new PageRequest(0, 9, "M")).items())
        .extracting(NodePriceChange::price)
        .containsExactly(null, eight, Amount.keeper(BigInteger.TEN));
    assertThat(prices.history(node, PageRequest.first(1)).total()).isEqualTo(4);
    assertThatThrownBy(() -> new Sql(application).update("update node_price_change set price = 1"))
        .isInstanceOf(SqlFailure.class);
    assertThatThrownBy(() -> new Sql(application).update("delete from node_price_change"))
        .isInstanceOf(SqlFailure.class);
  }

  @Test
  void failuresAreCountedSinceTheLastAdmissionOrTheLastWish() {
    NodeBenchmarks benchmarks = new NodeBenchmarks(application);
    UUID node = node();
    assertThat(benchmarks.latest(node)).isEmpty();
    benchmarks.add(measured(node, false, NOW), "{}");
    benchmarks.add(measured(node, false, NOW.plusSeconds(1)), "{}");
    assertThat(benchmarks.failures(node)).isEqualTo(2);
    benchmarks.add(measured(node, true, NOW.plusSeconds(2)), "{\"nonce\":\"00\"}");
    assertThat(benchmarks.failures(node)).isZero();
    BenchmarkView latest = benchmarks.latest(node).orElseThrow();
    assertThat(latest).isEqualTo(benchmarks.latest().get(node));
    assertThat(latest.passed()).isTrue();
    assertThat(latest.tokensPerSecond()).isEqualTo(123.5);
    assertThat(benchmarks.evidence(latest.id())).contains("{\"nonce\":\"00\"}");
    benchmarks.add(measured(node, false, NOW.plusSeconds(3)), "{}");
    step(node, NodeState.EJECTED, NodeState.DISCOVERED, NodeCause.OWNER, NOW.plusSeconds(4));
    assertThat(benchmarks.failures(node)).as("its owner begins anew").isZero();
    assertThat(benchmarks.page(node, PageRequest.first(2)).total()).isEqualTo(4);
  }

  @Test
  void serversAddToTheSameMinuteAndOldOnesGo() {
    NodeMinutes minutes = new NodeMinutes(application);
    UUID node = node();
    minutes.add(node, new NodeMinute(NOW, 5, 1, 0, 10, 20, 2));
    minutes.add(node, new NodeMinute(NOW, 3, 1, 1, 30, 40, 1));
    minutes.add(node, new NodeMinute(NOW.plusSeconds(60), 1, 0, 0, 7, 8, 1));
    assertThat(minutes.since(node, NOW))
        .containsExactly(
            new NodeMinute(NOW, 8, 2, 1, 30, 40, 2),
            new NodeMinute(NOW.plusSeconds(60), 1, 0, 0, 7, 8, 1));
    assertThat(minutes.figures(NOW)).containsEntry(node, new NodeFigures(9, 2, 1, 40, false));
    step(node, NodeState.EJECTED, NodeState.DISCOVERED, NodeCause.STAFF, NOW.plusSeconds(30));
    assertThat(minutes.figures(NOW))
        .as("what was before does not count against it")
        .containsEntry(node, new NodeFigures(1, 0, 0, 8, false));
    minutes.erase(NOW.plusSeconds(1));
    assertThat(minutes.since(node, NOW)).hasSize(1);
  }

  @Test
  void aCodeIsUsedOnceAndNotAfterItsDay() {
    NodeEnrolments codes = new NodeEnrolments(application);
    UUID id = Ids.next();
    byte[] code = Sha256.ofText("zne_" + id);
    codes.add(id, MEMBER, code, NOW, NOW.plusSeconds(60));
    assertThat(codes.open(MEMBER, NOW)).isEqualTo(1);
    assertThat(codes.lock(code, NOW.plusSeconds(60))).as("over").isEmpty();
    assertThat(codes.lock(Sha256.ofText("another"), NOW)).isEmpty();
    assertThat(codes.lock(code, NOW)).contains(new NodeEnrolments.Owned(id, MEMBER));
    codes.used(id, node());
    assertThat(codes.lock(code, NOW)).as("used").isEmpty();
    assertThat(codes.open(MEMBER, NOW)).isZero();
    assertThat(codes.revoke(MEMBER, id, NOW)).as("a used code stays with its node").isFalse();
    assertThat(codes.find(MEMBER, id, NOW).orElseThrow().state()).isEqualTo("used");
  }

  @Test
  void aCodeIsListedAndTakenBackByItsOwnerAlone() {
    NodeEnrolments codes = new NodeEnrolments(application);
    UUID id = Ids.next();
    byte[] code = Sha256.ofText("zne_" + id);
    Instant made = NOW.minusSeconds(100);
    Instant ends = NOW.minusSeconds(40);
    codes.add(id, MEMBER, code, made, ends);
    assertThat(codes.page(MEMBER, made, PageRequest.first(50)).items())
        .contains(new EnrolmentView(id, "open", made, ends, null));
    assertThat(codes.find(MEMBER, id, ends).orElseThrow().state()).isEqualTo("over");
    assertThat(codes.find(Ids.next(), id, made)).isEmpty();
    assertThat(codes.revoke(Ids.next(), id, made)).isFalse();
    assertThat(codes.revoke(MEMBER, id, made.plusSeconds(1))).isTrue();
    assertThat(codes.lock(code, made.plusSeconds(1))).isEmpty();
    assertThat(codes.find(MEMBER, id, made.plusSeconds(1)).orElseThrow().state()).isEqualTo("over");
  }

  private static BenchmarkView measured(UUID node, boolean passed, Instant at) {
    return new BenchmarkView(
        Ids.next(),
        node,
        "zoo-keeper-tiny",
        "00",
        at,
        at.plusMillis(500),
        passed,
        passed ? "" : "too slow",
        12,
        12,
        12,
        11,
        84,
        123.5,
        30,
        45,
        2048,
        70);
  }

  private static void step(
      UUID node, @Nullable NodeState from, NodeState to, NodeCause cause, Instant at) {
    NodeHistory history = new NodeHistory(application);
    history.add(node, from, new NodeStep(to, "because", cause), MEMBER, at);
  }

  private static UUID node() {
    UUID id = Ids.next();
    byte[] key = new byte[32];
    key[0] = (byte) ++keys;
    new Sql(owner)
        .update(
            "insert into node (id, name, role, owner_id, url, public_key, slots, state, state_since,"
                + " registered_at) values (?, ?, 'PROVIDER', ?, 'http://localhost:1', ?, 1,"
                + " 'HEALTHY', now(), now())",
            id,
            "node-" + keys,
            MEMBER,
            key);
    return id;
  }
}
