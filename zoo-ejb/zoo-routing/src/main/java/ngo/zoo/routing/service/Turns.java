package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.routing.rules.WaitingRoom;

/** A gate for each model, as wide as the slots of the nodes that are up for it. */
@ApplicationScoped
public class Turns {
  private static final long FRESH = Duration.ofMillis(250).toNanos();

  private record Known(Map<String, Integer> slots, long readAt) {}

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  /** Each who waits holds one of the server's 800 threads, of which others need some. */
  private static final int MOST_WAITING_OF_ONE = 256;

  private static final int MOST_WAITING = 512;

  private final WaitingRoom<FairGate.Waiter> room =
      new WaitingRoom<>(MOST_WAITING_OF_ONE, MOST_WAITING);
  private final Map<String, FairGate> gates = new ConcurrentHashMap<>();
  private volatile Known known = new Known(Map.of(), System.nanoTime() - 2 * FRESH);

  /** Does the work when it is the tenant's turn. */
  public <T> T inTurn(UUID tenant, String model, Supplier<T> work) {
    FairGate gate = gates.computeIfAbsent(model, any -> new FairGate(room));
    gate.enter(tenant, places(model));
    try {
      return work.get();
    } finally {
      gate.leave();
    }
  }

  /** How many questions wait for their turn here. */
  public int waiting() {
    return room.size();
  }

  /** A question to a model without nodes does not wait to be told so. */
  private int places(String model) {
    Known now = known;
    if (System.nanoTime() - now.readAt > FRESH) {
      now = new Known(slots(), System.nanoTime());
      known = now;
    }
    return now.slots.getOrDefault(model, Integer.MAX_VALUE);
  }

  private Map<String, Integer> slots() {
    Map<String, Integer> slots = new HashMap<>();
    for (WorkerMetrics worker : workers.metrics()) {
      if (worker.healthy()) {
        worker.models().forEach(model -> slots.merge(model, worker.slots(), Integer::sum));
      }
    }
    return Map.copyOf(slots);
  }
}
