package ngo.zoo.gpu.ra.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.naming.NamingException;
import javax.naming.Reference;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.gpu.ra.WorkerState;
import org.jspecify.annotations.Nullable;

/**
 * What is bound in JNDI. Whether a worker may be used is decided here: it must be healthy and have
 * a free slot, now or in time; the container's pool then only keeps the connection objects.
 */
class PooledGpuConnectionFactory implements GpuConnectionFactory {
  private static final long serialVersionUID = 1;

  private final GpuManagedConnectionFactory factory;
  private final transient ConnectionManager manager;
  private @Nullable Reference reference;

  PooledGpuConnectionFactory(GpuManagedConnectionFactory factory, ConnectionManager manager) {
    this.factory = factory;
    this.manager = manager;
  }

  @Override
  public GpuConnection getConnection(UUID workerId) throws WorkerException {
    return connect(List.of(factory.adapter().workers().worker(workerId)), Duration.ZERO);
  }

  @Override
  public GpuConnection getConnection(Collection<UUID> workerIds, Duration wait)
      throws WorkerException {
    return connect(factory.adapter().workers().known(workerIds), wait);
  }

  @Override
  public GpuConnection getEmbeddingConnection() throws WorkerException {
    return connect(List.of(factory.adapter().workers().embedder()), Duration.ZERO);
  }

  private GpuConnection connect(List<WorkerState> candidates, Duration wait)
      throws WorkerException {
    WorkerState state = factory.adapter().queue().take(candidates, wait);
    GpuConnectionHandle handle = null;
    try {
      handle = allocate(state.worker().id());
      handle.own(state);
      return handle;
    } catch (ResourceException e) {
      throw new WorkerException(
          Reason.BUSY, "The pool has no connection to node " + state.worker().name(), e);
    } finally {
      if (handle == null) {
        state.returnSlot();
      }
    }
  }

  private GpuConnectionHandle allocate(UUID workerId) throws ResourceException {
    return (GpuConnectionHandle)
        manager.allocateConnection(factory, new WorkerRequestInfo(workerId));
  }

  @Override
  public void register(Worker worker) {
    factory.adapter().register(worker);
  }

  @Override
  public void deregister(UUID workerId) {
    factory.adapter().deregister(workerId);
  }

  @Override
  public List<WorkerMetrics> metrics() {
    return factory.adapter().workers().metrics();
  }

  @Override
  public void setReference(Reference reference) {
    this.reference = reference;
  }

  @Override
  public Reference getReference() throws NamingException {
    if (reference == null) {
      throw new NamingException("The container has set no reference");
    }
    return reference;
  }
}
