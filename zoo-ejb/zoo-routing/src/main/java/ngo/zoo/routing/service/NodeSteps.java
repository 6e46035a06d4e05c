package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeBenchmarks;
import ngo.zoo.persistence.routing.NodeHistory;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.rules.NodeLife;
import ngo.zoo.routing.rules.NodeLife.Standing;
import ngo.zoo.routing.rules.NodeStep;
import ngo.zoo.routing.rules.NodeThresholds;
import ngo.zoo.shared.Parameters;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The steps of nodes' lives: each is decided on the locked row, kept, and told. */
@Stateless
public class NodeSteps {
  private static final Logger LOG = Logger.getLogger(NodeSteps.class);

  @Inject private NodeStore nodes;
  @Inject private NodeHistory history;
  @Inject private NodeBenchmarks benchmarks;
  @Inject private Parameters parameters;
  @Inject private Event<NodeChanged> changed;
  @Inject private Event<NodeFound> found;

  /**
   * Takes the step that a rule asks for when it sees the node as it is now.
   *
   * @param by the member who asked for it; null for nobody
   */
  public Optional<NodeStep> take(
      UUID id, @Nullable UUID by, Function<Node, Optional<NodeStep>> rule) {
    Node node = nodes.locked(id).orElse(null);
    if (node == null) {
      return Optional.empty();
    }
    Optional<NodeStep> step = rule.apply(node);
    step.ifPresent(one -> take(node, one, by));
    return step;
  }

  private void take(Node node, NodeStep step, @Nullable UUID by) {
    NodeState from = node.state();
    Instant now = Instant.now();
    node.take(step, now);
    history.add(node.id(), from, step, by, now);
    changed.fire(new NodeChanged(node.id(), from, step.to(), NodeRegistered.of(node).worker()));
    LOG.infof(
        "Node %s is %s, was %s: %s",
        node.name(), NodeLife.word(step.to()), NodeLife.word(from), step.reason());
  }

  /** What a probe found, or a request that broke. A node not registered here is none of ours. */
  public void probed(UUID id, boolean up, String reason, List<String> models) {
    take(
        id,
        null,
        node -> {
          nodes.serves(id, models);
          return up ? NodeLife.up(node.state(), standing(node)) : down(node, reason);
        });
    if (up && nodes.node(id).filter(node -> node.state() == NodeState.DISCOVERED).isPresent()) {
      found.fire(new NodeFound(id));
    }
  }

  private static Optional<NodeStep> down(Node node, String reason) {
    if (node.state() == NodeState.DISCOVERED) {
      node.because("waits for its admission, and does not answer: " + reason);
    } else if (node.state() == NodeState.UNHEALTHY) {
      node.because(reason);
    }
    return NodeLife.down(node.state(), reason);
  }

  private Standing standing(Node node) {
    Instant now = Instant.now();
    Duration holds = NodeThresholds.of(parameters).benchmarkHolds();
    return new Standing(
        node.backend().seals(),
        benchmarks
            .latest(node.id())
            .filter(last -> last.passed() && last.endedAt().plus(holds).isAfter(now))
            .isPresent(),
        history.times(node.id(), NodeState.UNHEALTHY, now.minus(NodeLife.FLAPPING)));
  }
}
