package ngo.zoo.rewards;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * An answer whose dispute window has passed: its held fee may be split.
 *
 * @param nodeId whose NODE account the node's share goes to
 * @param contributors of each experience that was injected and read who contributed to it, so who
 *     is in two stands twice; empty: the contributors' share goes where the governed fallback says
 * @param effects measured effect of each experience, in the same order; empty while it is unknown,
 *     then all count alike
 * @param asked the sum of what all nodes that computed the answer ask for it
 * @param agreed what those of them ask, {@code nodeId} among them, that have a part of the nodes'
 *     share
 */
public record FinalAnswer(
    UUID receiptId,
    Amount fee,
    UUID nodeId,
    List<List<UUID>> contributors,
    List<Integer> effects,
    BigInteger asked,
    Map<UUID, BigInteger> agreed) {
  public FinalAnswer {
    agreed = Map.copyOf(agreed);
    contributors = contributors.stream().map(List::copyOf).toList();
    effects = List.copyOf(effects);
  }

  /** With effects that nobody has measured. */
  public FinalAnswer(UUID receiptId, Amount fee, UUID nodeId, List<List<UUID>> contributors) {
    this(
        receiptId,
        fee,
        nodeId,
        contributors,
        List.of(),
        BigInteger.ONE,
        Map.of(nodeId, BigInteger.ONE));
  }

  /** Computed by several nodes that ask so much together, of which these have a part. */
  public FinalAnswer among(BigInteger all, Map<UUID, BigInteger> those) {
    return new FinalAnswer(receiptId, fee, nodeId, contributors, effects, all, those);
  }
}
