package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A standing stake with what is on its way back and what is disputed.
 *
 * @param nodeId the node it stands behind; null for a compute provider
 * @param label what the public calls it: the node's name, else the provider by a number
 * @param owner display name, for the owner and staff
 */
public record StandingStakeView(
    UUID id,
    StakeRole role,
    @Nullable UUID nodeId,
    String label,
    UUID ownerId,
    String owner,
    Amount locked,
    Amount unbonding,
    Amount disputed,
    Instant openedAt) {

  /** Whether it is enough for its role; a node whose stake is not is never chosen. */
  public boolean counts(Amount minimum) {
    return locked.compareTo(minimum) >= 0;
  }
}
