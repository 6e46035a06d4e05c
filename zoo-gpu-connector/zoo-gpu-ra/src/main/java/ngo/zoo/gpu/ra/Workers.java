package ngo.zoo.gpu.ra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.WorkerMetrics;
import org.jspecify.annotations.Nullable;

/** The registered workers, one state each, for as long as the adapter runs. */
public final class Workers {
  private final ConcurrentMap<UUID, WorkerState> states = new ConcurrentHashMap<>();
  private final BreakerSettings breaker;

  public Workers(BreakerSettings breaker) {
    this.breaker = breaker;
  }

  /** Adds the worker or replaces what is known of it, keeping its figures. */
  public WorkerState put(Worker worker) {
    WorkerState fresh = new WorkerState(worker, breaker);
    WorkerState known = states.putIfAbsent(worker.id(), fresh);
    if (known == null) {
      return fresh;
    }
    known.replace(worker);
    return known;
  }

  /** Who waits for it is told. */
  public @Nullable WorkerState remove(UUID id) {
    WorkerState removed = states.remove(id);
    if (removed != null) {
      removed.slots().wakeAll();
    }
    return removed;
  }

  /**
   * @throws WorkerException {@code UNAVAILABLE} when it is not registered
   */
  public WorkerState worker(UUID id) throws WorkerException {
    WorkerState state = states.get(id);
    if (state == null) {
      throw new WorkerException(Reason.UNAVAILABLE, "No worker " + id + " is registered");
    }
    return state;
  }

  /** Whether this is still what is known of its worker. */
  public boolean isRegistered(WorkerState state) {
    return states.get(state.worker().id()) == state;
  }

  /** Those of these that are registered. */
  public List<WorkerState> known(Collection<UUID> ids) {
    List<WorkerState> found = new ArrayList<>(ids.size());
    for (UUID id : ids) {
      WorkerState state = states.get(id);
      if (state != null) {
        found.add(state);
      }
    }
    return found;
  }

  /**
   * The node that computes embeddings; a healthy one first.
   *
   * @throws WorkerException {@code UNAVAILABLE} when none is registered
   */
  public WorkerState embedder() throws WorkerException {
    List<WorkerState> embedders =
        states.values().stream().filter(state -> state.worker().embeds()).toList();
    return embedders.stream()
        .filter(WorkerState::healthy)
        .findFirst()
        .or(() -> embedders.stream().findFirst())
        .orElseThrow(
            () ->
                new WorkerException(
                    Reason.UNAVAILABLE, "No node that computes embeddings is registered"));
  }

  public Collection<WorkerState> all() {
    return states.values();
  }

  public List<WorkerMetrics> metrics() {
    List<WorkerMetrics> metrics = new ArrayList<>(states.size());
    for (WorkerState state : states.values()) {
      metrics.add(state.metrics());
    }
    return metrics;
  }
}
