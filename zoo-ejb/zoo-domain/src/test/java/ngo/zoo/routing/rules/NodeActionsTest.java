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

import java.util.Set;
import ngo.zoo.routing.NodeAction;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class NodeActionsTest {
  @Test
  void anOwnerDrainsResumesAndHasItMeasured() {
    assertThat(NodeActions.open(HEALTHY, true, false))
        .containsExactlyInAnyOrder(
            NodeAction.DRAIN, NodeAction.BENCHMARK, NodeAction.LOAD, NodeAction.RETIRE);
    for (NodeState left : Set.of(DRAINING, DRAINED, EJECTED)) {
      assertThat(NodeActions.open(left, true, false))
          .as(left.name())
          .containsExactlyInAnyOrder(NodeAction.RESUME, NodeAction.RETIRE);
    }
    assertThat(NodeActions.open(BENCHMARKING, true, false))
        .containsExactlyInAnyOrder(NodeAction.DRAIN, NodeAction.RETIRE);
    assertThat(NodeActions.open(RETIRING, true, false)).containsExactly(NodeAction.RESUME);
    assertThat(NodeActions.open(RETIRED, true, false)).containsExactly(NodeAction.RESUME);
    assertThat(NodeActions.open(BANNED, true, false)).as("only staff lets it back").isEmpty();
  }

  @Test
  void staffBesidesEjectsAndBans() {
    assertThat(NodeActions.open(HEALTHY, false, true))
        .containsExactlyInAnyOrder(
            NodeAction.DRAIN,
            NodeAction.BENCHMARK,
            NodeAction.LOAD,
            NodeAction.RETIRE,
            NodeAction.EJECT,
            NodeAction.BAN);
    assertThat(NodeActions.open(RETIRED, false, true))
        .containsExactlyInAnyOrder(NodeAction.RESUME, NodeAction.BAN);
    assertThat(NodeActions.open(EJECTED, false, true))
        .containsExactlyInAnyOrder(NodeAction.RESUME, NodeAction.RETIRE, NodeAction.BAN);
    assertThat(NodeActions.open(BANNED, false, true)).containsExactly(NodeAction.RESUME);
  }

  @Test
  void othersDoNothing() {
    for (NodeState state : NodeState.values()) {
      assertThat(NodeActions.open(state, false, false)).as(state.name()).isEmpty();
    }
  }

  @Test
  void whatIsOpenLeadsSomewhereAndWhatIsNotIsRefused() {
    for (NodeState state : NodeState.values()) {
      for (NodeCause by : Set.of(NodeCause.OWNER, NodeCause.STAFF, NodeCause.NODE)) {
        Set<NodeAction> open =
            NodeActions.open(state, by != NodeCause.STAFF, by == NodeCause.STAFF);
        if (by == NodeCause.NODE && (state == RETIRING || state == RETIRED)) {
          open.remove(NodeAction.RESUME);
        }
        for (NodeAction action : NodeAction.values()) {
          if (!open.contains(action)) {
            assertThatThrownBy(() -> NodeActions.check(state, action, by))
                .as("%s of %s by %s", action, state, by)
                .isInstanceOf(Refusal.class);
          } else if (action != NodeAction.BENCHMARK && action != NodeAction.LOAD) {
            NodeStep step = NodeActions.step(state, action, by, "because");
            NodeLife.require(state, step.to());
            assertThat(step).isEqualTo(new NodeStep(step.to(), "because", by));
          }
        }
      }
    }
  }

  @Test
  void whatWorksIsDrainedInOrderAndWhatDoesNotAtOnce() {
    assertThat(drained(HEALTHY)).isEqualTo(DRAINING);
    assertThat(drained(DEGRADED)).isEqualTo(DRAINING);
    assertThat(drained(UNHEALTHY)).isEqualTo(DRAINED);
    assertThat(drained(DISCOVERED)).isEqualTo(DRAINED);
  }

  @Test
  void whatWorksFinishesBeforeItIsRetired() {
    assertThat(retired(HEALTHY)).isEqualTo(RETIRING);
    assertThat(retired(DRAINING)).isEqualTo(RETIRING);
    assertThat(retired(UNHEALTHY)).isEqualTo(RETIRED);
    assertThat(retired(EJECTED)).isEqualTo(RETIRED);
    assertThat(NodeActions.step(RETIRING, NodeAction.RESUME, NodeCause.OWNER, "").to())
        .as("changed their mind in time")
        .isEqualTo(HEALTHY);
    assertThat(NodeActions.step(RETIRED, NodeAction.RESUME, NodeCause.OWNER, "").to())
        .isEqualTo(DISCOVERED);
    assertThat(NodeActions.isReasonNeeded(NodeAction.RETIRE)).isTrue();
  }

  private static NodeState retired(NodeState now) {
    return NodeActions.step(now, NodeAction.RETIRE, NodeCause.OWNER, "sold").to();
  }

  @Test
  void whoResumesAfterDrainingIsMeasuredAnew() {
    assertThat(NodeActions.step(DRAINED, NodeAction.RESUME, NodeCause.OWNER, "").to())
        .isEqualTo(DISCOVERED);
    assertThat(NodeActions.step(DRAINING, NodeAction.RESUME, NodeCause.OWNER, "").to())
        .as("it was never away")
        .isEqualTo(HEALTHY);
  }

  @Test
  void whoThrowsOutSaysWhy() {
    assertThat(NodeActions.reason(NodeAction.DRAIN, "  ")).isEmpty();
    assertThat(NodeActions.reason(NodeAction.BAN, " it lied ")).isEqualTo("it lied");
    assertThatThrownBy(() -> NodeActions.reason(NodeAction.EJECT, " "))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("reason-missing"));
    assertThatThrownBy(() -> NodeActions.reason(NodeAction.DRAIN, "x".repeat(401)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("reason-too-long"));
  }

  private static NodeState drained(NodeState now) {
    return NodeActions.step(now, NodeAction.DRAIN, NodeCause.OWNER, "").to();
  }
}
