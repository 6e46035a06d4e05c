package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.rules.NodeLife;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes stand, for those who choose among them; read at most once a second, because every
 * question asks, and at once after a step that this server took.
 */
@ApplicationScoped
public class NodeStates {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private record Standing(NodeState state, String reason) {}

  /** Where all nodes stood at one moment: one who looks at many asks for it once. */
  static final class Known {
    private final Map<UUID, Standing> states;
    private final long readAt;

    private Known(Map<UUID, Standing> states, long readAt) {
      this.states = states;
      this.readAt = readAt;
    }

    private boolean isFresh() {
      return System.nanoTime() - readAt < FRESH;
    }

    /** Whether questions may be given to it. */
    boolean answers(UUID node) {
      Standing standing = states.get(node);
      return standing != null && standing.state.answers();
    }

    /** Whether it is to be asked only when no healthy node can. */
    boolean isDegraded(UUID node) {
      Standing standing = states.get(node);
      return standing != null && standing.state == NodeState.DEGRADED;
    }

    /** Why questions may not be given to it. */
    String reason(UUID node) {
      @Nullable Standing standing = states.get(node);
      if (standing == null) {
        return "not registered";
      }
      String word = NodeLife.word(standing.state);
      return standing.reason.isEmpty() ? word : word + ", " + standing.reason;
    }
  }

  @Inject private NodeStore nodes;

  private volatile Known known = new Known(Map.of(), System.nanoTime() - 2 * FRESH);

  /** Whether questions may be given to it. */
  public boolean answers(UUID node) {
    return now().answers(node);
  }

  void onChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) NodeChanged event) {
    known = new Known(known.states, System.nanoTime() - 2 * FRESH);
  }

  Known now() {
    Known now = known;
    return now.isFresh() ? now : read();
  }

  private synchronized Known read() {
    if (!known.isFresh()) {
      long at = System.nanoTime();
      known =
          new Known(
              nodes.all().stream()
                  .collect(
                      Collectors.toUnmodifiableMap(
                          Node::id, node -> new Standing(node.state(), node.stateReason()))),
              at);
    }
    return known;
  }
}
