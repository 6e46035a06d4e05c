package ngo.zoo.routing.rules;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is next when several tenants wait: each gets the same share of what becomes free, however
 * many it has waiting (start-time fair queueing, Goyal, Vin and Cheng 1996, with equal weights).
 * One who comes anew is served before the backlog of one who waits with many. {@link WaitingRoom}
 * bounds it. Not safe for use by several threads at once.
 *
 * @param <T> what waits
 */
public final class FairQueue<T> {
  private record Waiting<T>(T item, UUID tenant, long start, long order) {}

  private final PriorityQueue<Waiting<T>> waiting =
      new PriorityQueue<>(
          Comparator.<Waiting<T>>comparingLong(Waiting::start).thenComparingLong(Waiting::order));
  private final Map<UUID, Long> finish = new HashMap<>();
  private final Map<UUID, Integer> counts = new HashMap<>();
  private long virtualTime;
  private long order;

  /** Waits from now on. */
  public void offer(UUID tenant, T item) {
    long start = Math.max(virtualTime, finish.getOrDefault(tenant, 0L));
    finish.put(tenant, start + 1);
    counts.merge(tenant, 1, Integer::sum);
    waiting.add(new Waiting<>(item, tenant, start, order++));
  }

  /** The next one; null when nobody waits. */
  public @Nullable T poll() {
    Waiting<T> next = waiting.poll();
    if (next == null) {
      return null;
    }
    virtualTime = next.start();
    left(next.tenant());
    return next.item();
  }

  /** One who does not wait any longer; the newest of a tenant is as if it had never come. */
  public boolean remove(T item) {
    for (Waiting<T> one : waiting) {
      if (one.item() == item) {
        waiting.remove(one);
        finish.replace(one.tenant(), one.start() + 1, one.start());
        left(one.tenant());
        return true;
      }
    }
    return false;
  }

  /** A tenant with nothing waiting is forgotten: its past does not count against it. */
  private void left(UUID tenant) {
    if (counts.merge(tenant, -1, Integer::sum) == 0) {
      counts.remove(tenant);
      finish.remove(tenant);
    }
  }

  public int size() {
    return waiting.size();
  }
}
