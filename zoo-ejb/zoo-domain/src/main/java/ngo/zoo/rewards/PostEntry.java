package ngo.zoo.rewards;

import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * A balanced movement to post.
 *
 * @param idempotencyKey a second post with the same key returns the first entry and moves nothing
 * @param lines per asset they sum to zero; a positive amount raises the account's balance
 */
public record PostEntry(
    String idempotencyKey, CauseKind causeKind, UUID causeId, String memo, List<Line> lines) {
  public PostEntry {
    lines = List.copyOf(lines);
  }

  /** One posting to the account of {@code kind} that {@code ownerId} has in the amount's asset. */
  public record Line(AccountKind kind, UUID ownerId, Amount amount) {}
}
