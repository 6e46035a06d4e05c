package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.persistence.routing.NodeStore;

/**
 * Tells the connector of nodes. Only after commit: the first probe's event updates the row, so the
 * row must be there.
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

  /** The connector forgets everything when the server stops; it is told anew at each start. */
  public void announceAll() {
    nodes.all().forEach(node -> workers.register(NodeRegistered.of(node).worker()));
  }
}
