package ngo.zoo.billing.service;

import jakarta.ejb.Stateless;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/** Grants of inference credits: KEEPER from the treasury that only queries can spend. */
@Stateless
public class Credits {
  /**
   * Grants credits; once per key.
   *
   * @param kind MEMBER or ORGANISATION: whose queries may use it
   * @param expiresAt business time after which the rest returns to the treasury; null: never
   * @param idempotencyKey a second grant with the same key returns the first
   * @return the grant's id, which owns its CREDIT account
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds} when the treasury cannot pay it
   */
  public UUID grant(
      AccountKind kind,
      UUID ownerId,
      Amount amount,
      @Nullable Instant expiresAt,
      String reason,
      String idempotencyKey) {
    throw new UnsupportedOperationException("plans follow");
  }
}
