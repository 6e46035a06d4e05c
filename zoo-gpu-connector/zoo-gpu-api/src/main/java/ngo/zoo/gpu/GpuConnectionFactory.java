package ngo.zoo.gpu;

import jakarta.resource.Referenceable;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/** Bound at {@code java:/eis/zoo/gpu}. */
public interface GpuConnectionFactory extends Serializable, Referenceable {
  String JNDI_NAME = "java:/eis/zoo/gpu";

  /**
   * Takes one slot of a worker from the pool. Close it to give the slot back.
   *
   * @throws WorkerException {@code UNAVAILABLE} when the worker is not registered or its last probe
   *     failed; {@code BUSY} when all its slots are taken
   */
  GpuConnection getConnection(UUID workerId) throws WorkerException;

  /**
   * Takes one slot of the operator's node, the only one that computes embeddings.
   *
   * @throws WorkerException as {@link #getConnection}
   */
  GpuConnection getEmbeddingConnection() throws WorkerException;

  /** Makes a worker known and starts probing it; a second call replaces what is known of it. */
  void register(Worker worker);

  void deregister(UUID workerId);

  /** Pool and probe figures of every registered worker. */
  List<WorkerMetrics> metrics();
}
