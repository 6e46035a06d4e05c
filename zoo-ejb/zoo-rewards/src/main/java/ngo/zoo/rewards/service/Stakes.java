package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import java.util.UUID;
import ngo.zoo.rewards.StakePurpose;
import ngo.zoo.shared.Amount;

/** KEEPER locked behind a proposal or an experience; it keeps its vote while locked. */
@Stateless
public class Stakes {
  /**
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds}
   */
  public UUID lock(UUID memberId, Amount amount, StakePurpose purpose, UUID purposeId) {
    throw new UnsupportedOperationException();
  }

  /** Gives the stake back; idempotent. */
  public void giveBack(UUID stakeId) {
    throw new UnsupportedOperationException();
  }

  /** Burns the stake of what was rejected; idempotent. */
  public void burn(UUID stakeId) {
    throw new UnsupportedOperationException();
  }

  public Amount locked(UUID memberId) {
    throw new UnsupportedOperationException();
  }
}
