package ngo.zoo.routing.service;

import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import ngo.zoo.gpu.WorkerEvent;
import ngo.zoo.gpu.WorkerListener;
import ngo.zoo.persistence.routing.NodeStore;
import org.jboss.logging.Logger;

/** Writes down what probes find. A node that is not registered here any more is none of ours. */
@MessageDriven(messageListenerInterface = WorkerListener.class)
public class WorkerEvents implements WorkerListener {
  private static final Logger LOG = Logger.getLogger(WorkerEvents.class);

  @Inject private NodeStore nodes;

  @Override
  public void onWorkerEvent(WorkerEvent event) {
    nodes
        .node(event.workerId())
        .ifPresent(
            node -> {
              LOG.infof(
                  "Node %s is %s", node.name(), event.healthy() ? "up" : "down: " + event.reason());
              node.found(event.healthy(), event.reason(), event.at());
              nodes.serves(node.id(), event.models());
            });
  }
}
