package ngo.zoo.gpu.ra;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.WorkerMetrics;

/** The registered workers, one state each, for as long as the adapter runs. */
public final class Workers {
  private final ConcurrentMap<UUID, WorkerState> states = new ConcurrentHashMap<>();

  /** Adds the worker or replaces what is known of it, keeping its figures. */
  public WorkerState put(Worker worker) {
    return states.merge(
        worker.id(),
        new WorkerState(worker),
        (known, fresh) -> {
          known.replace(worker);
          return known;
        });
  }

  public void remove(UUID id) {
    states.remove(id);
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
    return List.copyOf(states.values());
  }

  public List<WorkerMetrics> metrics() {
    return states.values().stream().map(WorkerState::metrics).toList();
  }
}
