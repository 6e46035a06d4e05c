package ngo.zoo.routing.service;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The nodes an asker lets answer.
 *
 * @param only null for all
 */
record WantedNodes(@Nullable Set<UUID> only, Set<UUID> ignored) {
  static final WantedNodes ALL = new WantedNodes(null, Set.of());

  boolean isAll() {
    return only == null && ignored.isEmpty();
  }

  boolean includes(UUID node) {
    return (only == null || only.contains(node)) && !ignored.contains(node);
  }
}
