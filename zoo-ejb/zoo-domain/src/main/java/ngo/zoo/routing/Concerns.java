package ngo.zoo.routing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a person or partner must hear of routing without looking for it.
 *
 * @param nodes of the person's that answer nothing, by name
 * @param disputes whose panel votes, oldest first
 */
public record Concerns(List<FallenNode> nodes, List<OwnDispute> disputes) {
  public static final Concerns NONE = new Concerns(List.of(), List.of());

  public Concerns {
    nodes = List.copyOf(nodes);
    disputes = List.copyOf(disputes);
  }

  public boolean isNone() {
    return nodes.isEmpty() && disputes.isEmpty();
  }

  /**
   * @param state EJECTED, BANNED, or UNHEALTHY for long
   */
  public record FallenNode(UUID id, String name, NodeState state, String reason, Instant since) {}

  /**
   * @param node whose answers are disputed
   * @param accused whether the node is the reader's own; else the reader paid
   */
  public record OwnDispute(UUID id, String node, boolean accused, Instant openedAt) {}
}
