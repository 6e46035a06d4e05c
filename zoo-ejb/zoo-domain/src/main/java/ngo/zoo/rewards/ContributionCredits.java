package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/** Grants inference credits for contribution; billing provides it. */
public interface ContributionCredits {
  /**
   * @param expiresAt business time after which what is left returns to the treasury
   * @param idempotencyKey a second grant with the same key returns the first
   * @return the grant
   */
  UUID grant(UUID memberId, Amount amount, Instant expiresAt, String reason, String idempotencyKey);
}
