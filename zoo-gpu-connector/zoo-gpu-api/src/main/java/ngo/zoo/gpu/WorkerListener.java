package ngo.zoo.gpu;

/** Message listener of the adapter's inbound side: implemented by a message-driven bean. */
public interface WorkerListener {
  /** A worker's health changed, or was probed for the first time. */
  void onWorkerEvent(WorkerEvent event);
}
