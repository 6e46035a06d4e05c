package ngo.zoo.routing.rules;

import static ngo.zoo.routing.NodeState.BANNED;
import static ngo.zoo.routing.NodeState.BENCHMARKING;
import static ngo.zoo.routing.NodeState.DEGRADED;
import static ngo.zoo.routing.NodeState.DISCOVERED;
import static ngo.zoo.routing.NodeState.DRAINED;
import static ngo.zoo.routing.NodeState.DRAINING;
import static ngo.zoo.routing.NodeState.EJECTED;
import static ngo.zoo.routing.NodeState.HEALTHY;
import static ngo.zoo.routing.NodeState.RETIRED;
import static ngo.zoo.routing.NodeState.RETIRING;
import static ngo.zoo.routing.NodeState.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.rules.NodeLife.Standing;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class NodeLifeTest {
  private static final NodeThresholds HELD_TO =
      new NodeThresholds(9000, Duration.ofSeconds(20), 1, Duration.ofDays(1), Duration.ofDays(1));
  private static final Standing ADMITTED = new Standing(true, true, 0);
  private static final Standing NOT_ADMITTED = new Standing(true, false, 0);
  private static final Standing UNSEALED = new Standing(false, false, 0);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void everyEdgeAndNoOther() {
    Map<NodeState, Set<NodeState>> edges = new EnumMap<>(NodeState.class);
    edges.put(DISCOVERED, EnumSet.of(BENCHMARKING, HEALTHY, DRAINED, RETIRED, EJECTED, BANNED));
    edges.put(BENCHMARKING, EnumSet.of(HEALTHY, DISCOVERED, DRAINED, RETIRED, EJECTED, BANNED));
    edges.put(
        HEALTHY, EnumSet.of(DEGRADED, UNHEALTHY, DISCOVERED, DRAINING, RETIRING, EJECTED, BANNED));
    edges.put(
        DEGRADED, EnumSet.of(HEALTHY, UNHEALTHY, DISCOVERED, DRAINING, RETIRING, EJECTED, BANNED));
    edges.put(
        UNHEALTHY, EnumSet.of(HEALTHY, DEGRADED, DISCOVERED, DRAINED, RETIRED, EJECTED, BANNED));
    edges.put(DRAINING, EnumSet.of(DRAINED, HEALTHY, DISCOVERED, RETIRING, EJECTED, BANNED));
    edges.put(DRAINED, EnumSet.of(DISCOVERED, RETIRED, EJECTED, BANNED));
    edges.put(RETIRING, EnumSet.of(RETIRED, HEALTHY, DISCOVERED, EJECTED, BANNED));
    edges.put(RETIRED, EnumSet.of(DISCOVERED, BANNED));
    edges.put(EJECTED, EnumSet.of(DISCOVERED, RETIRED, BANNED));
    edges.put(BANNED, EnumSet.of(DISCOVERED));
    for (NodeState from : NodeState.values()) {
      for (NodeState to : NodeState.values()) {
        boolean leads = edges.getOrDefault(from, Set.of()).contains(to);
        assertThat(NodeLife.leads(from, to)).as(from + " to " + to).isEqualTo(leads);
        if (leads) {
          NodeLife.require(from, to);
        } else {
          assertThatThrownBy(() -> NodeLife.require(from, to))
              .isInstanceOfSatisfying(
                  Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("node-state"));
        }
      }
    }
  }

  @Test
  void onlyHealthyAndDegradedNodesAnswerAndThoseThrownOutAreOff() {
    assertThat(EnumSet.allOf(NodeState.class).stream().filter(NodeState::answers))
        .containsExactly(HEALTHY, DEGRADED);
    assertThat(EnumSet.allOf(NodeState.class).stream().filter(NodeState::isOff))
        .containsExactly(DRAINED, RETIRED, EJECTED, BANNED);
  }

  @Test
  void aGoodProbeBringsBackWhoWasAdmitted() {
    assertThat(to(NodeLife.up(UNHEALTHY, ADMITTED))).isEqualTo(HEALTHY);
    assertThat(to(NodeLife.up(UNHEALTHY, NOT_ADMITTED))).isEqualTo(DISCOVERED);
    assertThat(to(NodeLife.up(UNHEALTHY, UNSEALED))).isEqualTo(HEALTHY);
    assertThat(to(NodeLife.up(DISCOVERED, UNSEALED))).isEqualTo(HEALTHY);
    assertThat(NodeLife.up(DISCOVERED, ADMITTED)).as("its benchmark comes first").isEmpty();
  }

  @Test
  void whoFallsAgainAndAgainComesBackDegraded() {
    assertThat(to(NodeLife.up(UNHEALTHY, new Standing(true, true, 2)))).isEqualTo(HEALTHY);
    assertThat(to(NodeLife.up(UNHEALTHY, new Standing(true, true, 3)))).isEqualTo(DEGRADED);
  }

  @Test
  void aGoodProbeChangesNoOtherState() {
    for (NodeState state : EnumSet.complementOf(EnumSet.of(UNHEALTHY, DISCOVERED))) {
      assertThat(NodeLife.up(state, ADMITTED)).as(state.name()).isEmpty();
      assertThat(NodeLife.up(state, UNSEALED)).as(state.name()).isEmpty();
    }
  }

  @Test
  void aBadProbeTakesOutWhoIsInUse() {
    assertThat(to(NodeLife.down(HEALTHY, "gone"))).isEqualTo(UNHEALTHY);
    assertThat(to(NodeLife.down(DEGRADED, "gone"))).isEqualTo(UNHEALTHY);
    assertThat(to(NodeLife.down(DRAINING, "gone"))).isEqualTo(DRAINED);
    assertThat(to(NodeLife.down(RETIRING, "gone"))).isEqualTo(RETIRED);
    assertThat(NodeLife.down(HEALTHY, "gone").orElseThrow().reason()).isEqualTo("gone");
    for (NodeState state :
        EnumSet.complementOf(EnumSet.of(HEALTHY, DEGRADED, DRAINING, RETIRING))) {
      assertThat(NodeLife.down(state, "gone")).as(state.name()).isEmpty();
    }
  }

  @Test
  void aBenchmarkAdmitsRefusesAndAfterFiveFailuresEjects() {
    assertThat(to(NodeLife.measured(BENCHMARKING, "", "fast", 0))).isEqualTo(HEALTHY);
    assertThat(to(NodeLife.measured(BENCHMARKING, "slow", "", 4))).isEqualTo(DISCOVERED);
    assertThat(to(NodeLife.measured(BENCHMARKING, "slow", "", 5))).isEqualTo(EJECTED);
    assertThat(to(NodeLife.measured(HEALTHY, "slow", "", 1))).isEqualTo(DISCOVERED);
    assertThat(to(NodeLife.measured(DEGRADED, "slow", "", 1))).isEqualTo(DISCOVERED);
    assertThat(NodeLife.measured(HEALTHY, "", "fast", 0)).as("it stays in use").isEmpty();
    assertThat(NodeLife.measured(DEGRADED, "", "fast", 0)).as("requests decide").isEmpty();
    for (NodeState state : EnumSet.complementOf(EnumSet.of(BENCHMARKING, HEALTHY, DEGRADED))) {
      assertThat(NodeLife.measured(state, "", "fast", 0)).as("drained meanwhile").isEmpty();
      assertThat(NodeLife.measured(state, "slow", "", 9)).as("banned meanwhile").isEmpty();
    }
  }

  @Test
  void eachFailureMakesTheNextAttemptWaitLonger() {
    assertThat(NodeLife.mayTryAt(NOW, 0)).isEqualTo(NOW);
    assertThat(NodeLife.mayTryAt(NOW, 1)).isEqualTo(NOW.plusSeconds(5));
    assertThat(NodeLife.mayTryAt(NOW, 3)).isEqualTo(NOW.plusSeconds(20));
    assertThat(NodeLife.mayTryAt(NOW, 99)).isEqualTo(NOW.plusSeconds(320));
  }

  @Test
  void tenRequestsDecideWhetherANodeIsDegraded() {
    assertThat(figures(HEALTHY, requests(0, 9, 50))).as("too few").isEmpty();
    assertThat(figures(HEALTHY, requests(9, 1, 50))).as("just enough").isEmpty();
    assertThat(to(figures(HEALTHY, requests(8, 2, 50)))).isEqualTo(DEGRADED);
    assertThat(figures(HEALTHY, requests(8, 2, 50)).orElseThrow().reason())
        .isEqualTo("only 8 of its last 10 requests succeeded");
    assertThat(to(figures(HEALTHY, requests(10, 0, 20_001)))).isEqualTo(DEGRADED);
    assertThat(figures(HEALTHY, requests(10, 0, 20_000))).isEmpty();
    assertThat(to(figures(HEALTHY, new NodeFigures(0, 0, 0, 0, true)))).isEqualTo(DEGRADED);
  }

  @Test
  void aDegradedNodeRecoversAboveTheEdgeOrWhenNothingWentWrong() {
    assertThat(figures(DEGRADED, requests(90, 10, 50))).as("at the edge").isEmpty();
    assertThat(to(figures(DEGRADED, requests(95, 5, 50)))).isEqualTo(HEALTHY);
    assertThat(to(figures(DEGRADED, NodeFigures.NONE))).isEqualTo(HEALTHY);
    assertThat(figures(DEGRADED, new NodeFigures(0, 0, 0, 0, true))).isEmpty();
    assertThat(figures(DEGRADED, requests(2, 1, 50))).as("few, and one failed").isEmpty();
  }

  @Test
  void whoSignsWhatItDidNotSayIsEjected() {
    assertThat(figures(HEALTHY, new NodeFigures(90, 2, 2, 50, false))).isEmpty();
    NodeStep step = figures(HEALTHY, new NodeFigures(90, 3, 3, 50, false)).orElseThrow();
    assertThat(step.to()).isEqualTo(EJECTED);
    assertThat(step.cause()).isEqualTo(NodeCause.RULE);
    for (NodeState state : EnumSet.complementOf(EnumSet.of(HEALTHY, DEGRADED))) {
      assertThat(figures(state, new NodeFigures(0, 9, 9, 50, true))).as(state.name()).isEmpty();
    }
  }

  @Test
  void whoIsOutForTooLongIsEjected() {
    Instant since = NOW.minus(HELD_TO.ejection());
    assertThat(to(NodeLife.aged(UNHEALTHY, since, NOW, HELD_TO))).isEqualTo(EJECTED);
    assertThat(to(NodeLife.aged(DISCOVERED, since, NOW, HELD_TO))).isEqualTo(EJECTED);
    assertThat(NodeLife.aged(UNHEALTHY, since.plusMillis(1), NOW, HELD_TO)).isEmpty();
    for (NodeState state : EnumSet.complementOf(EnumSet.of(UNHEALTHY, DISCOVERED))) {
      assertThat(NodeLife.aged(state, since, NOW, HELD_TO)).as(state.name()).isEmpty();
    }
  }

  @Test
  void whoStartsAgainReturnsUnlessSomebodyElseTookItOut() {
    assertThat(NodeLife.returns(DRAINED, NodeCause.RULE, NodeCause.NODE)).isTrue();
    assertThat(NodeLife.returns(DRAINING, NodeCause.NODE, NodeCause.NODE)).isTrue();
    assertThat(NodeLife.returns(DRAINED, NodeCause.RULE, NodeCause.OWNER)).isFalse();
    assertThat(NodeLife.returns(EJECTED, NodeCause.PROBE, null)).as("it was away").isTrue();
    assertThat(NodeLife.returns(EJECTED, NodeCause.RULE, NodeCause.NODE)).as("seals").isFalse();
    assertThat(NodeLife.returns(EJECTED, NodeCause.STAFF, NodeCause.STAFF)).isFalse();
    assertThat(NodeLife.returns(RETIRED, NodeCause.RULE, NodeCause.OWNER)).isFalse();
    assertThat(NodeLife.returns(BANNED, NodeCause.STAFF, NodeCause.NODE)).isFalse();
    assertThat(NodeLife.returns(HEALTHY, NodeCause.NODE, NodeCause.NODE)).isFalse();
  }

  @Test
  void drainingEndsWithTheLastAnswer() {
    assertThat(NodeLife.finished(DRAINING, 1, "")).isEmpty();
    assertThat(to(NodeLife.finished(DRAINING, 0, ""))).isEqualTo(DRAINED);
    assertThat(NodeLife.finished(RETIRING, 1, "sold")).isEmpty();
    assertThat(NodeLife.finished(RETIRING, 0, "sold"))
        .as("who retired it said why")
        .contains(new NodeStep(RETIRED, "sold", NodeCause.RULE));
    assertThat(NodeLife.finished(HEALTHY, 0, "")).isEmpty();
  }

  /** Whatever a rule asks for, the way there exists. */
  @Test
  void rulesAskForNoStepThatIsRefused() {
    Instant longAgo = NOW.minus(Duration.ofDays(9));
    for (NodeState state : NodeState.values()) {
      for (Standing standing : Set.of(ADMITTED, NOT_ADMITTED, new Standing(true, true, 9))) {
        allowed(state, NodeLife.up(state, standing));
      }
      allowed(state, NodeLife.up(state, UNSEALED));
      allowed(state, NodeLife.down(state, "gone"));
      allowed(state, NodeLife.measured(state, "", "fast", 0));
      allowed(state, NodeLife.measured(state, "slow", "", 1));
      allowed(state, NodeLife.measured(state, "slow", "", 5));
      allowed(state, figures(state, NodeFigures.NONE));
      allowed(state, figures(state, requests(0, 20, 50)));
      allowed(state, figures(state, new NodeFigures(0, 9, 9, 50, true)));
      allowed(state, NodeLife.aged(state, longAgo, NOW, HELD_TO));
      allowed(state, NodeLife.finished(state, 0, "sold"));
    }
  }

  private static void allowed(NodeState from, Optional<NodeStep> step) {
    step.ifPresent(
        one -> {
          NodeLife.require(from, one.to());
          assertThat(one.reason()).isNotBlank();
        });
  }

  private static NodeFigures requests(long answered, long failed, double p95) {
    return new NodeFigures(answered, failed, 0, p95, false);
  }

  private static Optional<NodeStep> figures(NodeState state, NodeFigures figures) {
    return NodeLife.figures(state, figures, HELD_TO);
  }

  private static NodeState to(Optional<NodeStep> step) {
    return step.orElseThrow().to();
  }
}
