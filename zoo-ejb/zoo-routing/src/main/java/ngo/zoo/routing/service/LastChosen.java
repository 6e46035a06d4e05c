package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** When this server chose which node last, as a count. Each server takes its own turns. */
@ApplicationScoped
public class LastChosen {
  private final AtomicLong count = new AtomicLong();
  private final Map<UUID, Long> last = new ConcurrentHashMap<>();

  /** Of those that were chosen ever, as it is now and will be. */
  public Map<UUID, Long> all() {
    return Collections.unmodifiableMap(last);
  }

  public void chosen(UUID node) {
    last.put(node, count.incrementAndGet());
  }
}
