package ngo.zoo.routing.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All who wait, whatever for: bounded in all, because each holds a thread, and for each tenant. A
 * room full of few tenants' waiters is none to a third: the newest of the tenant with the most
 * waiting makes place for one whose tenant has fewer.
 *
 * @param <T> what waits
 */
public final class WaitingRoom<T> {
  /**
   * Whether one came in, and who had to leave for it.
   *
   * @param <T> what waits
   */
  public record Entry<T>(boolean admitted, Optional<T> displaced) {}

  private final int mostOfOne;
  private final int most;
  private final Map<UUID, Deque<T>> tenants = new HashMap<>();
  private int size;

  public WaitingRoom(int mostOfOne, int most) {
    this.mostOfOne = mostOfOne;
    this.most = most;
  }

  /** Comes in when there is a place or one can be made. */
  public synchronized Entry<T> enter(UUID tenant, T item) {
    int own = count(tenant);
    if (own >= mostOfOne) {
      return new Entry<>(false, Optional.empty());
    }
    Optional<T> displaced = Optional.empty();
    if (size >= most) {
      displaced = displaced(own + 1);
      if (displaced.isEmpty()) {
        return new Entry<>(false, displaced);
      }
    }
    tenants.computeIfAbsent(tenant, _ -> new ArrayDeque<>()).addLast(item);
    size++;
    return new Entry<>(true, displaced);
  }

  /** The newest of whoever has the most waiting, when that is more than so many. */
  private Optional<T> displaced(int moreThan) {
    Deque<T> largest = null;
    int count = moreThan;
    for (Deque<T> one : tenants.values()) {
      if (one.size() > count) {
        largest = one;
        count = one.size();
      }
    }
    if (largest == null) {
      return Optional.empty();
    }
    size--;
    // It has others left: it had more than one.
    return Optional.of(largest.removeLast());
  }

  /** One who waits no longer; nothing happens when it had to leave before. */
  public synchronized void leave(UUID tenant, T item) {
    Deque<T> waiting = tenants.get(tenant);
    if (waiting != null && waiting.removeLastOccurrence(item)) {
      size--;
      if (waiting.isEmpty()) {
        tenants.remove(tenant);
      }
    }
  }

  private int count(UUID tenant) {
    Deque<T> waiting = tenants.get(tenant);
    return waiting == null ? 0 : waiting.size();
  }

  public synchronized int size() {
    return size;
  }
}
