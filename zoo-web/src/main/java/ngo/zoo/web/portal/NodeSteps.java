package ngo.zoo.web.portal;

import java.util.List;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeView;

/** How far a node has come on its way to be asked. */
final class NodeSteps {
  private NodeSteps() {}

  /** How a step stands; the word, icon and tone are those of {@link Status}. */
  public enum Progress {
    DONE,
    RUNNING,
    FAILED,
    AHEAD
  }

  /**
   * One step.
   *
   * @param name register, stake, benchmark or answer: part of the words' key
   */
  public record Step(String name, Progress progress) {}

  static List<Step> of(NodeView node, boolean staked) {
    return List.of(
        new Step("register", Progress.DONE),
        new Step("stake", staked ? Progress.DONE : Progress.AHEAD),
        new Step("benchmark", benchmark(node)),
        new Step("answer", answer(node, staked)));
  }

  private static Progress benchmark(NodeView node) {
    if (node.state() == NodeState.BENCHMARKING) {
      return Progress.RUNNING;
    }
    BenchmarkView last = node.benchmark();
    if (last == null) {
      // Nodes from before there were benchmarks are admitted without.
      return node.state().answers() ? Progress.DONE : Progress.AHEAD;
    }
    return last.passed() ? Progress.DONE : Progress.FAILED;
  }

  private static Progress answer(NodeView node, boolean staked) {
    return switch (node.state()) {
      case HEALTHY, DEGRADED -> staked ? Progress.DONE : Progress.AHEAD;
      case UNHEALTHY, EJECTED, BANNED -> Progress.FAILED;
      case DISCOVERED, BENCHMARKING, DRAINING, DRAINED, RETIRING, RETIRED -> Progress.AHEAD;
    };
  }
}
