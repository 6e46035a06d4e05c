package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeStore;

/**
 * Tells the connector of nodes. Only after commit: the first probe's event updates the row, so the
 * row must be there. A node that is drained, retired, ejected or banned the connector does not
 * know, so that no request of any kind reaches it.
 */
@Stateless
public class NodeAnnouncer {
  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Inject private NodeStore nodes;

  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void onRegistered(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) NodeRegistered event) {
    workers.register(event.worker());
  }

  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void onChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) NodeChanged event) {
    if (event.to().isOff()) {
      workers.deregister(event.node());
    } else if (event.from().isOff()) {
      workers.register(event.worker());
    }
  }

  /**
   * The connector forgets everything when the server stops, and another server may have taken a
   * node in or out: whoever is missing is told of, whoever is too many is taken back.
   */
  public void announceAll() {
    Set<UUID> told =
        workers.metrics().stream().map(WorkerMetrics::workerId).collect(Collectors.toSet());
    for (Node node : nodes.all()) {
      boolean off = node.state().isOff();
      if (off && told.contains(node.id())) {
        workers.deregister(node.id());
      } else if (!off && !told.contains(node.id())) {
        workers.register(NodeRegistered.of(node).worker());
      }
    }
  }
}
