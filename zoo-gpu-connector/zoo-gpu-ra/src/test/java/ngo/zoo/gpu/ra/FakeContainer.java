package ngo.zoo.gpu.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import ngo.zoo.gpu.WorkerEvent;
import ngo.zoo.gpu.WorkerListener;
import org.jspecify.annotations.Nullable;

/** As much of a container as the adapter meets: work on threads, a pool, one endpoint. */
public final class FakeContainer
    implements BootstrapContext,
        WorkManager,
        ConnectionManager,
        ConnectionEventListener,
        MessageEndpointFactory,
        AutoCloseable {
  private static final long serialVersionUID = 1;

  public final transient BlockingQueue<WorkerEvent> events = new LinkedBlockingQueue<>();
  public final transient AtomicInteger destroyed = new AtomicInteger();
  public final transient AtomicInteger refuseDeliveries = new AtomicInteger();
  private final transient ExecutorService threads = Executors.newCachedThreadPool();
  private final transient Set<ManagedConnection> idle = new HashSet<>();

  @Override
  public synchronized Object allocateConnection(
      ManagedConnectionFactory factory, ConnectionRequestInfo info) throws ResourceException {
    ManagedConnection connection = factory.matchManagedConnections(idle, null, info);
    if (connection == null) {
      connection = factory.createManagedConnection(null, info);
      connection.addConnectionEventListener(this);
    }
    idle.remove(connection);
    return connection.getConnection(null, info);
  }

  public synchronized Set<ManagedConnection> idleConnections() {
    return Set.copyOf(idle);
  }

  public synchronized int idle() {
    return idle.size();
  }

  @Override
  public synchronized void connectionClosed(ConnectionEvent event) {
    try {
      ManagedConnection connection = (ManagedConnection) event.getSource();
      connection.cleanup();
      idle.add(connection);
    } catch (ResourceException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void connectionErrorOccurred(ConnectionEvent event) {
    try {
      destroyed.incrementAndGet();
      ((ManagedConnection) event.getSource()).destroy();
    } catch (ResourceException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void localTransactionStarted(ConnectionEvent event) {}

  @Override
  public void localTransactionCommitted(ConnectionEvent event) {}

  @Override
  public void localTransactionRolledback(ConnectionEvent event) {}

  @Override
  public MessageEndpoint createEndpoint(@Nullable XAResource resource) {
    return new Endpoint(this);
  }

  @Override
  public MessageEndpoint createEndpoint(@Nullable XAResource resource, long timeout) {
    return new Endpoint(this);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return true;
  }

  @Override
  public String getActivationName() {
    return "test";
  }

  @Override
  public Class<?> getEndpointClass() {
    return Endpoint.class;
  }

  private record Endpoint(FakeContainer container) implements MessageEndpoint, WorkerListener {
    @Override
    public void onWorkerEvent(WorkerEvent event) {
      if (container.refuseDeliveries.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the bean cannot take it now");
      }
      container.events.add(event);
    }

    @Override
    public void beforeDelivery(Method method) {}

    @Override
    public void afterDelivery() {}

    @Override
    public void release() {}
  }

  @Override
  public WorkManager getWorkManager() {
    return this;
  }

  @Override
  public Timer createTimer() {
    return new Timer(true);
  }

  @Override
  public @Nullable XATerminator getXATerminator() {
    return null;
  }

  @Override
  public @Nullable TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
    return null;
  }

  @Override
  public boolean isContextSupported(Class<? extends WorkContext> kind) {
    return false;
  }

  @Override
  public void scheduleWork(Work work) {
    threads.execute(work);
  }

  @Override
  public void scheduleWork(
      Work work, long timeout, ExecutionContext context, WorkListener listener) {
    scheduleWork(work);
  }

  @Override
  public void doWork(Work work) {
    work.run();
  }

  @Override
  public void doWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    work.run();
  }

  @Override
  public long startWork(Work work) {
    scheduleWork(work);
    return -1;
  }

  @Override
  public long startWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    return startWork(work);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
