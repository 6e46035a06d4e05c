package ngo.zoo.gpu.ra.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import java.time.Instant;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.ra.WorkerState;
import ngo.zoo.gpu.ra.Workers;
import ngo.zoo.gpu.ra.protocol.BearerToken;
import ngo.zoo.gpu.ra.protocol.NodeClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The adapter to GPU workers (Jakarta Connectors 2.1). It holds what inbound and outbound side
 * share: the registered workers and the HTTP client. A timer of the container schedules a probe per
 * worker as {@link Work}; what a probe or a failed request finds goes to every active endpoint.
 */
public class GpuResourceAdapter implements ResourceAdapter {
  private static final Logger LOG = Logger.getLogger(GpuResourceAdapter.class);

  private final Workers workers = new Workers();
  private final Map<MessageEndpointFactory, WorkerEventActivation> activations =
      new ConcurrentHashMap<>();
  private String tokenFile = "";
  private Long probeMillis = 2000L;
  private @Nullable BootstrapContext context;
  private @Nullable Timer timer;
  private @Nullable NodeClient client;

  @Override
  public void start(BootstrapContext context) throws ResourceAdapterInternalException {
    this.context = context;
    client = new NodeClient(new BearerToken(tokenFile));
    try {
      timer = context.createTimer();
    } catch (UnavailableException e) {
      throw new ResourceAdapterInternalException("The container gave no timer for probes", e);
    }
    timer.schedule(probes(), 0, probeMillis);
  }

  private TimerTask probes() {
    return new TimerTask() {
      @Override
      public void run() {
        workers.all().forEach(GpuResourceAdapter.this::probe);
      }
    };
  }

  @Override
  public void stop() {
    if (timer != null) {
      timer.cancel();
    }
    if (client != null) {
      client.close();
    }
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    if (!(spec instanceof WorkerEventSpec)) {
      throw new ResourceException("expected a WorkerEventSpec, found " + spec);
    }
    activations.put(factory, new WorkerEventActivation(factory));
    workers.all().forEach(state -> schedule(new Telling(this, state)));
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    activations.remove(factory);
  }

  /** Null: deliveries take no part in distributed transactions, so there is nothing to recover. */
  @Override
  public XAResource @Nullable [] getXAResources(ActivationSpec[] specs) {
    return null;
  }

  public Workers workers() {
    return workers;
  }

  public NodeClient client() {
    if (client == null) {
      throw new IllegalStateException("The adapter is not started");
    }
    return client;
  }

  public void register(Worker worker) {
    probe(workers.put(worker));
  }

  public void deregister(UUID workerId) {
    workers.remove(workerId);
  }

  /** A request has failed: the worker counts as down until a probe finds it well. */
  public void failed(WorkerState state, String reason) {
    state.down(reason, Instant.now());
    schedule(new Telling(this, state));
  }

  private void probe(WorkerState state) {
    schedule(new Probe(this, state, client()));
  }

  void tell(WorkerState state) {
    activations.values().forEach(activation -> activation.tell(state));
  }

  private void schedule(Work work) {
    BootstrapContext running = context;
    if (running == null) {
      return;
    }
    try {
      running.getWorkManager().scheduleWork(work);
    } catch (WorkException e) {
      LOG.warnf(e, "The container took no work; the next probe tries again");
    }
  }

  /** Delivers a worker's state off the thread that noticed it. */
  private record Telling(GpuResourceAdapter adapter, WorkerState state) implements Work {
    @Override
    public void run() {
      adapter.tell(state);
    }

    @Override
    public void release() {}
  }

  public String getTokenFile() {
    return tokenFile;
  }

  public void setTokenFile(String tokenFile) {
    this.tokenFile = tokenFile;
  }

  public Long getProbeMillis() {
    return probeMillis;
  }

  public void setProbeMillis(Long probeMillis) {
    this.probeMillis = probeMillis;
  }

  /** Two adapters are the same one only when they are the same object: each has its workers. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
