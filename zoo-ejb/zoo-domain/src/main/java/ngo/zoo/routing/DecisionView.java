package ngo.zoo.routing;

import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Why the node of an answer was chosen, and the others were not.
 *
 * @param note what the strategy did beyond its rule, or empty
 * @param attempt one more than nodes were given up before
 * @param nodes who could have answered first; at most {@link
 *     ngo.zoo.routing.rules.NodeDecision#MOST_RECORDED}
 * @param unnamed how many more nodes there were
 */
public record DecisionView(
    UUID receiptId,
    String strategy,
    UUID nodeId,
    String node,
    String note,
    int attempt,
    List<NodeReason> nodes,
    int unnamed) {
  public DecisionView {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node as it stood when it was judged.
   *
   * @param verdict the code of why or why not, such as {@code chosen} or {@code not-first}
   * @param reason the same in words, with the figures
   * @param success share of its requests that did not fail by its fault
   * @param rank its place by hash, from 1; 0 where the strategy computes none
   * @param price of one answer of it; null in records from before nodes had one
   */
  public record NodeReason(
      UUID nodeId,
      String node,
      String verdict,
      String reason,
      int inFlight,
      int slots,
      double meanMillis,
      double success,
      Amount stake,
      int rank,
      @Nullable Amount price) {}
}
