package ngo.zoo.routing.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Chooses the healthy node that serves the model and will be done first: least requests in flight ×
 * latency. Latency counts in steps, so that noise decides nothing; among equals the one that
 * answered least is next, so that equal nodes earn alike.
 */
public final class NodeSelection {
  private static final double STEP_MILLIS = 50;

  private static final Comparator<NodeSnapshot> BEST =
      Comparator.comparingDouble(NodeSelection::waiting)
          .thenComparingLong(NodeSnapshot::answered)
          .thenComparing(NodeSnapshot::id);

  private NodeSelection() {}

  /**
   * @param failed nodes that failed at this question before
   */
  public static NodeDecision choose(
      String model, Collection<NodeSnapshot> nodes, Set<UUID> failed) {
    Optional<NodeSnapshot> best =
        nodes.stream().filter(node -> against(node, model, failed).isEmpty()).min(BEST);
    Map<UUID, String> reasons = new HashMap<>();
    for (NodeSnapshot node : nodes) {
      String against = against(node, model, failed);
      reasons.put(node.id(), against.isEmpty() ? compared(node, best.orElseThrow()) : against);
    }
    boolean busy = nodes.stream().anyMatch(node -> canServe(node, model, failed) && isFull(node));
    return new NodeDecision(best.map(NodeSnapshot::id).orElse(null), busy, reasons);
  }

  private static String against(NodeSnapshot node, String model, Set<UUID> failed) {
    if (!node.healthy()) {
      return "down: " + node.reason();
    }
    if (!node.models().contains(model)) {
      return "does not serve " + model;
    }
    if (failed.contains(node.id())) {
      return "failed at this question";
    }
    return isFull(node) ? "all " + node.slots() + " slots are taken" : "";
  }

  private static String compared(NodeSnapshot node, NodeSnapshot best) {
    String figures =
        "%d in flight, %.0f ms, %d answered"
            .formatted(node.inFlight(), node.meanMillis(), node.answered());
    return (node.id().equals(best.id()) ? "chosen: " : "not first: ") + figures;
  }

  private static boolean canServe(NodeSnapshot node, String model, Set<UUID> failed) {
    return node.healthy() && node.models().contains(model) && !failed.contains(node.id());
  }

  private static boolean isFull(NodeSnapshot node) {
    return node.inFlight() >= node.slots();
  }

  private static double waiting(NodeSnapshot node) {
    double steps = Math.max(1, Math.ceil(node.meanMillis() / STEP_MILLIS));
    return (node.inFlight() + 1) * steps;
  }
}
