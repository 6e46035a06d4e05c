package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.LoadedModel;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.shared.Refusal;
import org.jboss.logging.Logger;

/** Has nodes load their weights anew, after they were trained further or replaced. */
@ApplicationScoped
public class NodeWeights {
  private static final Logger LOG = Logger.getLogger(NodeWeights.class);

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  /**
   * Returns when the node serves them. It answers with the old ones meanwhile.
   *
   * @throws Refusal {@code node-unreachable}, {@code node-busy}, {@code node-refuses} (409) with
   *     the node's words
   */
  void load(UUID node) {
    try (GpuConnection connection = workers.getConnection(node)) {
      LoadedModel loaded = connection.load(model(node));
      LOG.infof("Node %s serves %s with weights %s", node, loaded.id(), loaded.sha256());
    } catch (WorkerException e) {
      throw switch (e.reason()) {
        case BUSY ->
            Refusal.conflict("node-busy", "All slots of the node are taken now; try again");
        case REFUSED -> Refusal.conflict("node-refuses", "The node says: " + e.getMessage());
        default ->
            Refusal.conflict(
                "node-unreachable", "The node did not load its weights: " + e.getMessage());
      };
    }
  }

  private String model(UUID node) {
    return workers.metrics().stream()
        .filter(one -> one.workerId().equals(node))
        .flatMap(one -> one.models().stream())
        .sorted()
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.conflict(
                    "node-unreachable", "The node has not said yet which model it serves"));
  }
}
