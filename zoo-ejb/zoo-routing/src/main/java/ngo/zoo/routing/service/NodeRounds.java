package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.gpu.WorkerMetrics.Breaker;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeMinutes;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.rules.NodeFigures;
import ngo.zoo.routing.rules.NodeLife;
import ngo.zoo.routing.rules.NodeStep;
import ngo.zoo.routing.rules.NodeThresholds;
import ngo.zoo.shared.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * What moves nodes by itself: the end of draining, how their latest requests went, what lasts too
 * long. Nodes are read at once; only one that a rule would move is locked and looked at again.
 */
@ApplicationScoped
public class NodeRounds {
  /** So long every server has known that a node drains, and gives it nothing new. */
  private static final Duration KNOWN = Duration.ofSeconds(2);

  private static final Duration GRACE = Duration.ofMinutes(10);
  private static final Duration KEPT = Duration.ofDays(7);

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Inject private NodeStore nodes;
  @Inject private NodeMinutes minutes;
  @Inject private NodeSamples samples;
  @Inject private Admissions admissions;
  @Inject private Parameters parameters;
  @EJB private NodeSteps steps;
  @EJB private NodeAnnouncer announcer;
  @EJB private AdmissionBooks books;

  private final Instant started = Instant.now();

  /** Every second. */
  void quick() {
    samples.look();
    announcer.announceAll();
    Map<UUID, WorkerMetrics> metrics = metrics();
    for (Node node : nodes.all()) {
      @Nullable WorkerMetrics now = metrics.get(node.id());
      switch (node.state()) {
        case DRAINING, RETIRING -> drain(node, now);
        case DISCOVERED, UNHEALTHY -> back(node, now);
        case BENCHMARKING -> books.resumeLost(node.id());
        default -> {}
      }
    }
  }

  private void drain(Node node, @Nullable WorkerMetrics now) {
    int inFlight = now == null ? 0 : now.inFlight();
    if (inFlight == 0 && node.stateSince().plus(KNOWN).isBefore(Instant.now())) {
      take(node, one -> NodeLife.finished(one.state(), inFlight, one.stateReason()));
    }
  }

  /** The connector tells each thing once; what it told while the node was out comes again here. */
  private void back(Node node, @Nullable WorkerMetrics now) {
    if (now == null || !now.healthy()) {
      return;
    }
    boolean measured = node.backend().seals() && node.state() == NodeState.DISCOVERED;
    if (measured) {
      admissions.consider(node.id());
    } else {
      steps.probed(node.id(), true, "", now.models());
    }
  }

  /** Every few seconds. */
  void slow() {
    samples.write();
    Instant now = Instant.now();
    NodeThresholds thresholds = NodeThresholds.of(parameters);
    Map<UUID, NodeFigures> figures = minutes.figures(now.minus(NodeLife.LATELY));
    Map<UUID, WorkerMetrics> metrics = metrics();
    for (Node node : nodes.all()) {
      NodeFigures latest =
          with(figures.getOrDefault(node.id(), NodeFigures.NONE), metrics.get(node.id()));
      Function<Node, Optional<NodeStep>> rule =
          one ->
              NodeLife.figures(one.state(), latest, thresholds)
                  .or(() -> aged(one, now, thresholds));
      take(node, rule);
      if (node.state().answers() && node.backend().seals()) {
        renew(node, metrics.get(node.id()));
      }
    }
  }

  /**
   * The operator's own nodes come back by themselves, however long it takes; and after this server
   * was down, others get a while to show that they are there.
   */
  private Optional<NodeStep> aged(Node node, Instant now, NodeThresholds thresholds) {
    boolean early = started.plus(GRACE).isAfter(now);
    return early || Node.OPERATOR.equals(node.role())
        ? Optional.empty()
        : NodeLife.aged(node.state(), node.stateSince(), now, thresholds);
  }

  private void renew(Node node, @Nullable WorkerMetrics now) {
    if (now != null && now.healthy() && books.isDue(node.id())) {
      admissions.consider(node.id());
    }
  }

  private static NodeFigures with(NodeFigures latest, @Nullable WorkerMetrics now) {
    boolean open = now != null && now.breaker() == Breaker.OPEN;
    return new NodeFigures(
        latest.answered(), latest.failed(), latest.badSeals(), latest.p95Millis(), open);
  }

  private void take(Node node, Function<Node, Optional<NodeStep>> rule) {
    if (rule.apply(node).isPresent()) {
      steps.take(node.id(), null, rule);
    }
  }

  /** Every hour. */
  void erase() {
    minutes.erase(Instant.now().minus(KEPT));
  }

  private Map<UUID, WorkerMetrics> metrics() {
    return workers.metrics().stream()
        .collect(Collectors.toMap(WorkerMetrics::workerId, Function.identity()));
  }
}
