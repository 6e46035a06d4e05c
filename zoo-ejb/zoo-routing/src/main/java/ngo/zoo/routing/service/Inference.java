package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
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
  @Inject private RecentAnswers recent;

  /**
   * Has one node answer.
   *
   * @throws Refusal {@code outside-vocabulary} or {@code request-refused} in the node's words;
   *     {@code node-unavailable}
   */
  public Inferred infer(GenerationRequest request, Consumer<String> onText) {
    Inferred inferred = new Attempts(this::choose, workers, request, onText).run();
    recent.keep(request, inferred.result());
    return inferred;
  }

  private NodeDecision choose(String model, Set<UUID> failed) {
    Set<UUID> eligible = stakes.eligible();
    List<NodeSnapshot> nodes =
        workers.metrics().stream().map(now -> snapshot(now, eligible)).toList();
    return NodeSelection.choose(model, nodes, failed);
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
