package ngo.zoo.rewards;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * Why a final answer paid somebody what it paid.
 *
 * @param queryHash SHA-256 of the question, hex
 * @param entryId the entry that split the fee
 * @param pool the contributors' share of the fee, before it was divided
 * @param paid what of it the contributors got
 * @param yours what of it the reader got
 * @param rounding what dividing left over; to the treasury
 * @param experiences those that were read and paid for
 */
public record AttributionView(
    UUID receiptId,
    String queryHash,
    String model,
    UUID nodeId,
    String node,
    UUID entryId,
    Instant finalAt,
    Amount fee,
    Amount burned,
    Amount nodeShare,
    Amount treasury,
    Amount pool,
    Amount paid,
    Amount yours,
    Amount rounding,
    List<Part> experiences) {
  public AttributionView {
    experiences = List.copyOf(experiences);
  }

  /** An experience that shared in the fee. */
  public record Part(UUID experienceId, String text, boolean yours) {}

  /** How many of the experiences are the reader's. */
  public long own() {
    return experiences.stream().filter(Part::yours).count();
  }
}
