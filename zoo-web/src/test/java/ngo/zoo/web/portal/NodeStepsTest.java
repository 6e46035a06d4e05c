package ngo.zoo.web.portal;

import static ngo.zoo.web.portal.NodeSteps.Progress.AHEAD;
import static ngo.zoo.web.portal.NodeSteps.Progress.DONE;
import static ngo.zoo.web.portal.NodeSteps.Progress.FAILED;
import static ngo.zoo.web.portal.NodeSteps.Progress.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How far a node is, by its state, its stake and its last measurement. */
class NodeStepsTest {
  private static final UUID ID = new UUID(1, 1);

  @Test
  void aNewNodeHasEverythingBeforeIt() {
    assertThat(progress(NodeState.DISCOVERED, null, false))
        .containsExactly(DONE, AHEAD, AHEAD, AHEAD);
  }

  @Test
  void aNodeThatIsMeasuredSaysSo() {
    assertThat(progress(NodeState.BENCHMARKING, false, true))
        .containsExactly(DONE, DONE, RUNNING, AHEAD);
  }

  @Test
  void aNodeThatFailedItsMeasurementIsTold() {
    assertThat(progress(NodeState.EJECTED, false, true))
        .containsExactly(DONE, DONE, FAILED, FAILED);
  }

  @Test
  void anAdmittedNodeIsAskedWhenItsStakeIsThere() {
    assertThat(progress(NodeState.HEALTHY, true, true)).containsExactly(DONE, DONE, DONE, DONE);
    assertThat(progress(NodeState.HEALTHY, true, false)).containsExactly(DONE, AHEAD, DONE, AHEAD);
    assertThat(progress(NodeState.HEALTHY, null, true)).containsOnly(DONE);
  }

  @Test
  void aNodeThatDoesNotAnswerIsDown() {
    assertThat(progress(NodeState.UNHEALTHY, true, true)).containsExactly(DONE, DONE, DONE, FAILED);
  }

  private static List<NodeSteps.Progress> progress(
      NodeState state, @Nullable Boolean passed, boolean staked) {
    return NodeSteps.of(node(state, passed), staked).stream()
        .map(NodeSteps.Step::progress)
        .toList();
  }

  private static NodeView node(NodeState state, @Nullable Boolean passed) {
    return new NodeView(
        ID,
        "n",
        "PROVIDER",
        ID,
        null,
        "",
        state,
        "",
        Instant.EPOCH,
        List.of("m"),
        1,
        0,
        0,
        0,
        0,
        Amount.zero(Asset.KEEPER),
        "ZOO",
        0,
        null,
        List.of(),
        passed == null ? null : benchmark(passed));
  }

  private static BenchmarkView benchmark(boolean passed) {
    return new BenchmarkView(
        ID, ID, "m", "", Instant.EPOCH, Instant.EPOCH, passed, "", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
  }
}
