package ngo.zoo.rewards;

import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * An answer whose dispute window has passed: its held fee may be split.
 *
 * @param nodeId whose NODE account the node's share goes to
 * @param authors authors of the experiences that were injected and read, one per experience, so an
 *     author of two stands twice; empty: the contributors' share goes where the governed fallback
 *     says
 * @param effects measured effect of each experience, in the order of the authors; empty while it is
 *     unknown, then all count alike
 */
public record FinalAnswer(
    UUID receiptId, Amount fee, UUID nodeId, List<UUID> authors, List<Integer> effects) {
  public FinalAnswer {
    authors = List.copyOf(authors);
    effects = List.copyOf(effects);
  }

  /** With effects that nobody has measured. */
  public FinalAnswer(UUID receiptId, Amount fee, UUID nodeId, List<UUID> authors) {
    this(receiptId, fee, nodeId, authors, List.of());
  }
}
