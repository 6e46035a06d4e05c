package ngo.zoo.gpu.ra.outbound;

import java.util.List;
import java.util.UUID;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.LoadedModel;
import ngo.zoo.gpu.VerificationReport;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.ra.WorkerState;
import org.jspecify.annotations.Nullable;

/**
 * What the application holds. It owns one slot of its worker from the moment it is handed out until
 * it is closed or the container takes the connection away; the slot is given back exactly once.
 */
class GpuConnectionHandle implements GpuConnection {
  private @Nullable GpuManagedConnection connection;
  private @Nullable WorkerState slotOf;

  synchronized void attach(GpuManagedConnection managed) {
    connection = managed;
  }

  synchronized void detach() {
    connection = null;
    returnSlot();
  }

  /** Hands over a taken slot. */
  synchronized void own(WorkerState state) {
    slotOf = state;
  }

  private void returnSlot() {
    if (slotOf != null) {
      slotOf.returnSlot();
      slotOf = null;
    }
  }

  @Override
  public UUID workerId() {
    return open().workerId();
  }

  @Override
  public GenerationResult generate(GenerationRequest request, TextListener listener)
      throws WorkerException {
    return open().generate(request, listener);
  }

  @Override
  public Embeddings embed(List<String> texts) throws WorkerException {
    return open().embed(List.copyOf(texts));
  }

  @Override
  public VerificationReport verify(VerificationRequest request) throws WorkerException {
    return open().verify(request);
  }

  @Override
  public LoadedModel load(String model) throws WorkerException {
    return open().load(model);
  }

  private synchronized GpuManagedConnection open() {
    if (connection == null) {
      throw new IllegalStateException("This connection is closed");
    }
    return connection;
  }

  /** The container is told without a lock of ours: it takes its own, and ours inside of them. */
  @Override
  public void close() {
    GpuManagedConnection open = detached();
    if (open != null) {
      open.closed(this);
    }
    detach();
  }

  private synchronized @Nullable GpuManagedConnection detached() {
    GpuManagedConnection open = connection;
    connection = null;
    return open;
  }
}
