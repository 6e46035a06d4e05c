package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeBenchmarks;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.persistence.routing.ProbeStore;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.rules.AdmissionResult;
import ngo.zoo.routing.rules.NodeLife;
import ngo.zoo.routing.rules.NodeStep;
import ngo.zoo.routing.rules.NodeThresholds;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameters;

/** The transactions around a measurement. */
@Stateless
public class AdmissionBooks {
  /** After which a measurement whose server has died may be begun anew. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Inject private NodeStore nodes;
  @Inject private NodeBenchmarks benchmarks;
  @Inject private ProbeStore probes;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private NodeSteps steps;

  /**
   * Whether the node is to be measured, by this server. One that waits is measuring from now on;
   * one in use stays what it is.
   *
   * @param asked whether somebody asked for it, so that it need not be its turn
   */
  public boolean begin(UUID id, boolean asked) {
    Node node = nodes.node(id).orElse(null);
    if (node == null || !node.backend().seals()) {
      return false;
    }
    if (node.state().answers()) {
      return asked || isDue(id);
    }
    return steps.take(id, null, now -> claim(now, asked)).isPresent();
  }

  /** Whether its benchmark does not hold any more. */
  public boolean isDue(UUID id) {
    Instant now = Instant.now();
    Duration holds = NodeThresholds.of(parameters).benchmarkHolds();
    return benchmarks.latest(id).filter(last -> last.endedAt().plus(holds).isAfter(now)).isEmpty();
  }

  private Optional<NodeStep> claim(Node node, boolean asked) {
    Instant last = benchmarks.latest(node.id()).map(BenchmarkView::endedAt).orElse(Instant.MIN);
    boolean due =
        asked || !NodeLife.mayTryAt(last, benchmarks.failures(node.id())).isAfter(Instant.now());
    return node.state() == NodeState.DISCOVERED && due
        ? Optional.of(
            new NodeStep(NodeState.BENCHMARKING, "is being measured", NodeCause.BENCHMARK))
        : Optional.empty();
  }

  /**
   * It was measured.
   *
   * @param asked whether its owner or staff wanted it: then it may verify again as well
   */
  public void end(UUID id, NodeMeasurement.Outcome outcome, Instant started, boolean asked) {
    AdmissionResult result = outcome.result();
    String reason = result.against(NodeThresholds.of(parameters));
    benchmarks.add(view(id, outcome, reason, started), outcome.evidence());
    int failures = benchmarks.failures(id);
    steps.take(
        id, null, node -> NodeLife.measured(node.state(), reason, result.figures(), failures));
    if (asked && reason.isEmpty()) {
      probes.lift(id, clock.now());
    }
  }

  /** It could not be measured: whoever was to be admitted waits on. */
  public void giveUp(UUID id) {
    steps.take(id, null, node -> interrupted(node, "all its slots were taken"));
  }

  /** A measurement that its server did not live to end. */
  public void resumeLost(UUID id) {
    steps.take(
        id,
        null,
        node ->
            node.stateSince().plus(LONGEST).isBefore(Instant.now())
                ? interrupted(node, "its measurement was interrupted")
                : Optional.empty());
  }

  private static Optional<NodeStep> interrupted(Node node, String reason) {
    return node.state() == NodeState.BENCHMARKING
        ? Optional.of(new NodeStep(NodeState.DISCOVERED, reason, NodeCause.BENCHMARK))
        : Optional.empty();
  }

  private static BenchmarkView view(
      UUID node, NodeMeasurement.Outcome outcome, String reason, Instant started) {
    AdmissionResult result = outcome.result();
    return new BenchmarkView(
        Ids.next(),
        node,
        outcome.model(),
        outcome.sha256(),
        started,
        Instant.now(),
        reason.isEmpty(),
        reason.substring(0, Math.min(reason.length(), 500)),
        result.questions(),
        result.answered(),
        result.known(),
        result.right(),
        result.tokens(),
        result.tokensPerSecond(),
        result.firstTokenMillis(),
        result.answerMillis(),
        result.memoryMib(),
        result.neededMib());
  }
}
