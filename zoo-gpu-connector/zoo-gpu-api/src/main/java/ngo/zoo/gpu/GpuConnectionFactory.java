package ngo.zoo.gpu;

import jakarta.resource.Referenceable;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Bound at {@code java:/eis/zoo/gpu}. */
public interface GpuConnectionFactory extends Serializable, Referenceable {
  String JNDI_NAME = "java:/eis/zoo/gpu";

  /**
   * Takes one slot of a worker from the pool. Close it to give the slot back.
   *
   * @throws WorkerException {@code UNAVAILABLE} when the worker is not registered, its last probe
   *     failed or its circuit is open; {@code BUSY} when all its slots are taken
   */
  GpuConnection getConnection(UUID workerId) throws WorkerException;

  /**
   * Takes a slot of whichever of these workers has one first, in order of asking. Nothing is held
   * while waiting; a returned slot wakes the one who has waited longest.
   *
   * @param wait how long at most; zero does not wait
   * @throws WorkerException {@code UNAVAILABLE} when none of them is up; {@code BUSY} when the time
   *     is over, or at once when as many wait already as may
   */
  GpuConnection getConnection(Collection<UUID> workerIds, Duration wait) throws WorkerException;

  /**
   * Takes one slot of the operator's node, the only one that computes embeddings.
   *
   * @throws WorkerException as {@link #getConnection(UUID)}
   */
  GpuConnection getEmbeddingConnection() throws WorkerException;

  /** Makes a worker known and starts probing it; a second call replaces what is known of it. */
  void register(Worker worker);

  void deregister(UUID workerId);

  /** Pool and probe figures of every registered worker. */
  List<WorkerMetrics> metrics();
}
