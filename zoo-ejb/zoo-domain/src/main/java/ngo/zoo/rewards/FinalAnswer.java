package ngo.zoo.rewards;

import java.util.List;
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
 * @param nodes how many computed the answer
 * @param alsoAgreed those of them, beside {@code nodeId}, that have a part of the node's share
 */
public record FinalAnswer(
    UUID receiptId,
    Amount fee,
    UUID nodeId,
    List<List<UUID>> contributors,
    List<Integer> effects,
    int nodes,
    List<UUID> alsoAgreed) {
  public FinalAnswer {
    alsoAgreed = List.copyOf(alsoAgreed);
    contributors = contributors.stream().map(List::copyOf).toList();
    effects = List.copyOf(effects);
  }

  /** With effects that nobody has measured. */
  public FinalAnswer(UUID receiptId, Amount fee, UUID nodeId, List<List<UUID>> contributors) {
    this(receiptId, fee, nodeId, contributors, List.of(), 1, List.of());
  }

  /** Computed by so many nodes, of which these agreed with the one whose answer was given. */
  public FinalAnswer among(int asked, List<UUID> agreed) {
    return new FinalAnswer(receiptId, fee, nodeId, contributors, effects, asked, agreed);
  }
}
