package ngo.zoo.gpu.ra.inbound;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.WorkerEvent;
import ngo.zoo.gpu.WorkerListener;
import ngo.zoo.gpu.ra.WorkerState;
import org.jboss.logging.Logger;

/**
 * One endpoint and what it was told last of each worker. A worker's event is delivered when it
 * differs from the last one that arrived, so a failed delivery is made up for by the next probe.
 */
final class WorkerEventActivation {
  private static final Logger LOG = Logger.getLogger(WorkerEventActivation.class);

  private final MessageEndpointFactory factory;
  private final Map<UUID, Told> told = new HashMap<>();

  private record Told(boolean healthy, String reason, List<String> models) {
    static Told of(WorkerEvent event) {
      return new Told(event.healthy(), event.reason(), event.models());
    }
  }

  WorkerEventActivation(MessageEndpointFactory factory) {
    this.factory = factory;
  }

  /** Delivers the worker's health as it is now, unless the endpoint knows it or it is unknown. */
  synchronized void tell(WorkerState state) {
    if (!state.known()) {
      return;
    }
    WorkerEvent event = state.event();
    if (!Told.of(event).equals(told.get(event.workerId())) && deliver(event)) {
      told.put(event.workerId(), Told.of(event));
    }
  }

  private boolean deliver(WorkerEvent event) {
    try {
      MessageEndpoint endpoint = factory.createEndpoint(null);
      try {
        ((WorkerListener) endpoint).onWorkerEvent(event);
        return true;
      } finally {
        endpoint.release();
      }
    } catch (UnavailableException e) {
      LOG.debugf(e, "Endpoint not ready for the event of worker %s", event.workerId());
    } catch (RuntimeException e) {
      LOG.warnf(e, "Event of worker %s was not delivered; tried again later", event.workerId());
    }
    return false;
  }
}
