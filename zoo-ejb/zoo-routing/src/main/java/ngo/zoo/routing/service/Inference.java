package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.rules.NodeDecision;
import ngo.zoo.routing.rules.NodeSelection;
import ngo.zoo.routing.rules.NodeSnapshot;
import ngo.zoo.shared.Refusal;

/** Chooses nodes for a question until one has answered, or none is left. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Inference {
  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Inject private NodeStakes stakes;
  @EJB private NodeNames names;
  @Inject private KeptAnswers kept;

  /**
   * Has one node answer.
   *
   * @throws Refusal {@code node-unknown} for a node the options name; {@code outside-vocabulary} or
   *     {@code request-refused} in the node's words; {@code node-unavailable}
   */
  public Inferred infer(
      GenerationRequest request, QuestionOptions options, AnswerListener listener) {
    Inferred inferred =
        new Attempts(new Registered(names.of(options)), workers, request, listener).run();
    kept.keep(request, inferred.result());
    return inferred;
  }

  private List<NodeSnapshot> nodes(WantedNodes wanted) {
    Set<UUID> eligible = stakes.eligible();
    return workers.metrics().stream()
        .filter(now -> wanted.includes(now.workerId()))
        .map(now -> snapshot(now, eligible))
        .toList();
  }

  /** All registered nodes that the asker lets answer. */
  private final class Registered implements Attempts.Candidates {
    private final WantedNodes wanted;

    Registered(WantedNodes wanted) {
      this.wanted = wanted;
    }

    @Override
    public NodeDecision choose(String model, Set<UUID> excluded) {
      return NodeSelection.choose(model, nodes(wanted), excluded);
    }

    @Override
    public Set<UUID> able(String model, Set<UUID> excluded) {
      return nodes(wanted).stream()
          .filter(node -> node.healthy() && node.models().contains(model))
          .map(NodeSnapshot::id)
          .filter(id -> !excluded.contains(id))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  /** A node without its stake is down to questions, whatever its probes say. */
  private static NodeSnapshot snapshot(WorkerMetrics now, Set<UUID> eligible) {
    boolean staked = eligible.contains(now.workerId());
    return new NodeSnapshot(
        now.workerId(),
        now.healthy() && staked,
        staked ? now.reason() : NodeStakes.MISSING,
        now.models(),
        now.slots(),
        now.inFlight(),
        now.meanMillis(),
        now.succeeded());
  }
}
