package ngo.zoo.gpu.ra.outbound;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection.TextListener;
import ngo.zoo.gpu.LoadedModel;
import ngo.zoo.gpu.VerificationReport;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.ra.WorkerState;
import ngo.zoo.gpu.ra.inbound.GpuResourceAdapter;
import ngo.zoo.gpu.ra.protocol.TimedListener;
import org.jspecify.annotations.Nullable;

/**
 * The container's side of a connection to one worker. It serves one handle at a time; the two know
 * each other, and cutting the link gives its slot back. HTTP connections are pooled below, so this
 * one costs nothing while it waits.
 */
class GpuManagedConnection implements ManagedConnection {
  private static final double NANOS_PER_MILLI = 1e6;

  private final GpuResourceAdapter adapter;
  private final WorkerState state;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable GpuConnectionHandle handle;
  private @Nullable PrintWriter logWriter;

  GpuManagedConnection(GpuResourceAdapter adapter, WorkerState state) {
    this.adapter = adapter;
    this.state = state;
  }

  UUID workerId() {
    return state.worker().id();
  }

  /** Whether it goes to this worker, as it is registered now. */
  boolean goesTo(UUID workerId) {
    return workerId().equals(workerId) && isOfUse();
  }

  /** False once its worker is gone from the registry, or is known under another state. */
  boolean isOfUse() {
    return adapter.workers().isRegistered(state);
  }

  GenerationResult generate(GenerationRequest request, TextListener listener)
      throws WorkerException {
    TimedListener asker = adapter.backends().timed(listener);
    return counted(() -> adapter.backends().generate(state.worker(), request, asker), asker);
  }

  Embeddings embed(List<String> texts) throws WorkerException {
    return counted(() -> adapter.backends().embed(state.worker(), texts));
  }

  VerificationReport verify(VerificationRequest request) throws WorkerException {
    return counted(() -> adapter.backends().verify(state.worker(), request));
  }

  /** Not counted: it says nothing of how the worker answers. */
  LoadedModel load(String model) throws WorkerException {
    return adapter.backends().load(state.worker(), model);
  }

  private <T> T counted(Exchange<T> exchange) throws WorkerException {
    return counted(exchange, TimedListener.NOBODY);
  }

  /** The time the asker took for its pieces says nothing of the worker. */
  private <T> T counted(Exchange<T> exchange, TimedListener asker) throws WorkerException {
    if (!state.admit()) {
      throw new WorkerException(
          Reason.UNAVAILABLE, "Another request just tries whether the node is well again");
    }
    long begin = System.nanoTime();
    try {
      T result = exchange.run();
      long end = System.nanoTime();
      state.succeeded((end - begin - asker.taken(end)) / NANOS_PER_MILLI);
      return result;
    } catch (WorkerException e) {
      state.failed(e.reason());
      state.rest(e.retryAfter());
      if (e.reason() == Reason.UNAVAILABLE || e.reason() == Reason.BAD_SEAL) {
        broken(e);
      }
      throw e;
    }
  }

  /** The worker counts as down until a probe finds it well; the container drops this connection. */
  private void broken(WorkerException cause) {
    adapter.failed(state, String.valueOf(cause.getMessage()));
    ConnectionEvent event =
        new ConnectionEvent(this, ConnectionEvent.CONNECTION_ERROR_OCCURRED, cause);
    listeners.forEach(listener -> listener.connectionErrorOccurred(event));
  }

  /** The application has closed the handle: the connection goes back to the pool. */
  void closed(GpuConnectionHandle closed) {
    ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
    event.setConnectionHandle(closed);
    listeners.forEach(listener -> listener.connectionClosed(event));
  }

  @Override
  public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info)
      throws ResourceException {
    GpuConnectionHandle fresh = new GpuConnectionHandle();
    associateConnection(fresh);
    return fresh;
  }

  @Override
  public void associateConnection(Object connection) throws ResourceException {
    if (!(connection instanceof GpuConnectionHandle taken)) {
      throw new ResourceException("expected a handle of this adapter, found " + connection);
    }
    if (handle != null) {
      throw new ResourceException("This connection serves another handle");
    }
    taken.attach(this);
    handle = taken;
  }

  @Override
  public void cleanup() {
    GpuConnectionHandle served = handle;
    handle = null;
    if (served != null) {
      served.detach();
    }
  }

  @Override
  public void destroy() {
    cleanup();
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public XAResource getXAResource() throws ResourceException {
    throw new NotSupportedException("Workers take no part in transactions");
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    throw new NotSupportedException("Workers take no part in transactions");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() {
    return new GpuMetaData(state.worker());
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter logWriter) {
    this.logWriter = logWriter;
  }

  /** One request and its answer. */
  @FunctionalInterface
  private interface Exchange<T> {
    T run() throws WorkerException;
  }
}
