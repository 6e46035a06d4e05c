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
import ngo.zoo.gpu.ra.Queue;
import ngo.zoo.gpu.ra.WorkerState;
import ngo.zoo.gpu.ra.Workers;
import ngo.zoo.gpu.ra.protocol.Backends;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The adapter to GPU workers (Jakarta Connectors 2.1). It holds what inbound and outbound side
 * share: the registered workers, those who wait for them and the HTTP client. One timer of the
 * container schedules a probe per worker as {@link Work}, another ends calls nobody waits for; what
 * a probe or a failed request finds goes to every active endpoint. Whatever {@link #start} makes,
 * {@link #stop} ends, so that nothing of an undeployed application is left.
 */
public class GpuResourceAdapter extends AdapterSettings implements ResourceAdapter {
  private static final Logger LOG = Logger.getLogger(GpuResourceAdapter.class);

  private final Map<MessageEndpointFactory, WorkerEventActivation> activations =
      new ConcurrentHashMap<>();
  private volatile @Nullable Running running;

  /** What exists from start to stop. */
  private record Running(
      BootstrapContext context,
      Timer probes,
      Timer watch,
      Workers workers,
      Queue queue,
      Backends backends,
      Figures figures) {}

  @Override
  public void start(BootstrapContext context) throws ResourceAdapterInternalException {
    Workers workers = new Workers(breaker());
    Backends backends = new Backends(credentials(), timeouts());
    try {
      Timer probes = context.createTimer();
      Timer watch = context.createTimer();
      Queue queue = new Queue(getLongestQueue());
      Figures figures = Figures.published(workers);
      running = new Running(context, probes, watch, workers, queue, backends, figures);
      probes.schedule(each(() -> workers.all().forEach(this::probe)), 0, getProbeMillis());
      watch.schedule(each(() -> look(backends, workers)), getWatchMillis(), getWatchMillis());
    } catch (UnavailableException e) {
      backends.close();
      throw new ResourceAdapterInternalException("The container gave no timer for probes", e);
    }
  }

  private static void look(Backends backends, Workers workers) {
    backends.watch().look();
    workers.all().forEach(WorkerState::look);
  }

  /** A timer dies of what its task throws; the next round must come all the same. */
  private static TimerTask each(Runnable round) {
    return new TimerTask() {
      @Override
      public void run() {
        try {
          round.run();
        } catch (RuntimeException e) {
          LOG.warnf(e, "A round of the GPU adapter's timer failed");
        }
      }
    };
  }

  @Override
  public void stop() {
    Running ending = running;
    running = null;
    if (ending != null) {
      ending.probes.cancel();
      ending.watch.cancel();
      ending.figures.withdraw();
      ending.backends.close();
    }
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    if (!(spec instanceof WorkerEventSpec)) {
      throw new ResourceException("expected a WorkerEventSpec, found " + spec);
    }
    activations.put(factory, new WorkerEventActivation(factory));
    workers().all().forEach(state -> schedule(new Telling(this, state)));
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
    return running().workers;
  }

  public Queue queue() {
    return running().queue;
  }

  public Backends backends() {
    return running().backends;
  }

  private Running running() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("The adapter is not started");
    }
    return now;
  }

  public void register(Worker worker) {
    backends().forget(worker);
    probe(workers().put(worker));
  }

  public void deregister(UUID workerId) {
    WorkerState removed = workers().remove(workerId);
    if (removed != null) {
      backends().forget(removed.worker());
    }
  }

  /** A request has failed: the worker counts as down until a probe finds it well. */
  public void failed(WorkerState state, String reason) {
    state.down(reason, Instant.now());
    schedule(new Telling(this, state));
  }

  private void probe(WorkerState state) {
    Running now = running;
    if (now != null) {
      schedule(new Probe(this, state, now.backends));
    }
  }

  void tell(WorkerState state) {
    activations.values().forEach(activation -> activation.tell(state));
  }

  private void schedule(Work work) {
    Running now = running;
    if (now == null) {
      return;
    }
    try {
      now.context.getWorkManager().scheduleWork(work);
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
