package ngo.zoo.routing.rules;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which node answers, and of every node why or why not.
 *
 * @param chosen null when none can
 * @param busy true when a node could answer as soon as a slot is free
 */
public record NodeDecision(@Nullable UUID chosen, boolean busy, Map<UUID, String> reasons) {
  public NodeDecision {
    reasons = Map.copyOf(reasons);
  }
}
