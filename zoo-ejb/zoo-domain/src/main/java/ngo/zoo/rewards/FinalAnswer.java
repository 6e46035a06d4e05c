package ngo.zoo.rewards;

import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * An answer whose dispute window has passed: its held fee may be split.
 *
 * @param nodeId whose NODE account the node's share goes to
 * @param authors authors of the experiences that were injected and read, one per experience, so an
 *     author of two stands twice; empty: the contributors' share goes to the treasury
 */
public record FinalAnswer(UUID receiptId, Amount fee, UUID nodeId, List<UUID> authors) {
  public FinalAnswer {
    authors = List.copyOf(authors);
  }
}
