package ngo.zoo.routing;

import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * A settled answer: the fee is held and the receipt committed before anybody sees this.
 *
 * @param libraryVersion 0 when no library was used
 * @param libraryRoot hex, empty when no library was used
 * @param used experiences the node read, in order
 * @param skipped experiences it could not read; not paid
 */
public record Answer(
    UUID receiptId,
    String text,
    String finishReason,
    int promptTokens,
    int completionTokens,
    String model,
    String node,
    String domain,
    int libraryVersion,
    String libraryRoot,
    List<UsedExperience> used,
    List<SkippedExperience> skipped,
    Amount fee,
    long seed) {
  public Answer {
    used = List.copyOf(used);
    skipped = List.copyOf(skipped);
  }

  public record UsedExperience(UUID id, String text, double cosine) {}

  public record SkippedExperience(UUID id, String reason) {}
}
