package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
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

  /**
   * Has one node answer.
   *
   * @throws Refusal {@code outside-vocabulary} or {@code request-refused} in the node's words;
   *     {@code node-unavailable}
   */
  public Inferred infer(GenerationRequest request, Consumer<String> onText) {
    return new Attempts(this::choose, workers, request, onText).run();
  }

  private NodeDecision choose(String model, Set<UUID> failed) {
    List<NodeSnapshot> nodes = workers.metrics().stream().map(Inference::snapshot).toList();
    return NodeSelection.choose(model, nodes, failed);
  }

  private static NodeSnapshot snapshot(WorkerMetrics now) {
    return new NodeSnapshot(
        now.workerId(),
        now.healthy(),
        now.reason(),
        now.models(),
        now.slots(),
        now.inFlight(),
        now.meanMillis(),
        now.succeeded());
  }
}
