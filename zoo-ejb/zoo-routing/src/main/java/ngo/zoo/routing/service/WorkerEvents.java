package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import ngo.zoo.gpu.WorkerEvent;
import ngo.zoo.gpu.WorkerListener;

/** Hands on what probes find. */
@MessageDriven(messageListenerInterface = WorkerListener.class)
public class WorkerEvents implements WorkerListener {
  @EJB private NodeSteps steps;

  @Override
  public void onWorkerEvent(WorkerEvent event) {
    steps.probed(event.workerId(), event.healthy(), event.reason(), event.models());
  }
}
