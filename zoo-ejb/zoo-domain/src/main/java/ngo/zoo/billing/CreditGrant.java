package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Credits to grant.
 *
 * @param ownerKind MEMBER or ORGANISATION: whose queries may use them
 * @param expiresAt business time after which the rest returns to the treasury; null: never
 * @param idempotencyKey a second grant with the same key returns the first
 * @param grantedBy a login, or {@code system}
 */
public record CreditGrant(
    AccountKind ownerKind,
    UUID ownerId,
    Amount amount,
    @Nullable Instant expiresAt,
    String reason,
    String idempotencyKey,
    String grantedBy) {
  private static final int LONGEST_REASON = 200;

  /**
   * @throws Refusal {@code credit-amount-invalid}, {@code credit-reason-invalid}
   */
  public CreditGrant {
    reason = reason.strip();
    if (ownerKind != AccountKind.MEMBER && ownerKind != AccountKind.ORGANISATION) {
      throw new IllegalArgumentException("credits are for members and organisations");
    }
    if (amount.asset() != Asset.KEEPER || amount.units().signum() <= 0) {
      throw Refusal.field("credit-amount-invalid", "amount", "Credits are some KEEPER above zero");
    }
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw Refusal.field(
          "credit-reason-invalid", "reason", "The reason takes 1 to 200 characters");
    }
  }
}
