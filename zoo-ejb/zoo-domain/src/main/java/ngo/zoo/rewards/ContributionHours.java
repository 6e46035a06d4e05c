package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Refusal;

/** Hours somebody contributed otherwise than by a node, as staff registered them. */
public record ContributionHours(
    UUID id, UUID ownerId, int hours, String reason, Instant registeredAt) {
  public ContributionHours {
    reason = reason.strip();
    if (hours < 1 || hours > 10_000) {
      throw Refusal.field("hours-invalid", "hours", "hours is 1 to 10000");
    }
    if (reason.isEmpty() || reason.length() > 200) {
      throw Refusal.field("reason-invalid", "reason", "reason has 1 to 200 characters");
    }
  }
}
