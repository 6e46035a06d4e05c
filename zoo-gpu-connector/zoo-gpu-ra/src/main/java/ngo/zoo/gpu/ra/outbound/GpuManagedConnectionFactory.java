package ngo.zoo.gpu.ra.outbound;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import ngo.zoo.gpu.ra.inbound.GpuResourceAdapter;
import org.jspecify.annotations.Nullable;

/** Makes connections to workers and finds those that fit among the pooled ones. */
public class GpuManagedConnectionFactory
    implements ManagedConnectionFactory,
        ValidatingManagedConnectionFactory,
        ResourceAdapterAssociation {
  private static final long serialVersionUID = 1;

  private transient @Nullable GpuResourceAdapter adapter;
  private transient @Nullable PrintWriter logWriter;

  @Override
  public Object createConnectionFactory(ConnectionManager manager) {
    return new PooledGpuConnectionFactory(this, manager);
  }

  /** Without a container there is no pool. */
  @Override
  public Object createConnectionFactory() throws ResourceException {
    throw new NotSupportedException("This adapter runs in a container only");
  }

  @Override
  public ManagedConnection createManagedConnection(
      @Nullable Subject subject, @Nullable ConnectionRequestInfo info) throws ResourceException {
    if (!(info instanceof WorkerRequestInfo wanted)) {
      throw new ResourceException("expected the worker that is wanted, found " + info);
    }
    return new GpuManagedConnection(adapter(), adapter().workers().worker(wanted.workerId()));
  }

  /** A pooled connection fits when it goes to the wanted worker, as it is registered now. */
  @Override
  @SuppressWarnings("rawtypes")
  public @Nullable ManagedConnection matchManagedConnections(
      Set connections, @Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
    for (Object candidate : connections) {
      if (candidate instanceof GpuManagedConnection connection
          && info instanceof WorkerRequestInfo wanted
          && connection.goesTo(wanted.workerId())) {
        return connection;
      }
    }
    return null;
  }

  /** Connections to workers that are no longer registered; the container drops them. */
  @Override
  @SuppressWarnings("rawtypes")
  public Set getInvalidConnections(Set connections) {
    Set<Object> invalid = new HashSet<>();
    for (Object candidate : connections) {
      if (candidate instanceof GpuManagedConnection connection && !connection.isOfUse()) {
        invalid.add(connection);
      }
    }
    return invalid;
  }

  GpuResourceAdapter adapter() {
    if (adapter == null) {
      throw new IllegalStateException("No resource adapter is set");
    }
    return adapter;
  }

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) {
    this.adapter = (GpuResourceAdapter) adapter;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter logWriter) {
    this.logWriter = logWriter;
  }

  /** A factory has no settings of its own: it equals the others of its adapter. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GpuManagedConnectionFactory factory
        && Objects.equals(adapter, factory.adapter);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(adapter);
  }
}
