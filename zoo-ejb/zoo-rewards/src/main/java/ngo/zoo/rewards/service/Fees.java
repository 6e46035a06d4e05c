package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import java.time.Duration;
import java.util.UUID;
import ngo.zoo.rewards.EarningView;
import ngo.zoo.rewards.FinalAnswer;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** A fee's way: reserved → held → split, or released. Every step is idempotent by query id. */
@Stateless
public class Fees {
  /**
   * Puts the fee aside from the caller's account (an organisation's, else the member's).
   *
   * @param lease wall-clock time after which an unfinished reservation is released by itself
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds} (402)
   */
  public void reserve(UUID queryId, Caller payer, Amount fee, Duration lease) {
    throw new UnsupportedOperationException();
  }

  /**
   * Moves the reserved fee to the held account; called in the transaction that writes the receipt.
   *
   * @throws ngo.zoo.shared.Refusal {@code reservation-expired} when it was released meanwhile
   */
  public void settle(UUID queryId) {
    throw new UnsupportedOperationException();
  }

  /** Gives the reserved fee back; does nothing when it was settled or released before. */
  public void release(UUID queryId, String reason) {
    throw new UnsupportedOperationException();
  }

  /** Releases what its lease has outlived. Returns how many. */
  public int releaseExpired() {
    throw new UnsupportedOperationException();
  }

  /** Splits the held fee 10/40/40/10 [P]; remainders go to the treasury. */
  public void finalise(FinalAnswer answer) {
    throw new UnsupportedOperationException();
  }

  /** What final answers paid to the owner (a member or a node), newest first. */
  public Page<EarningView> earnings(UUID ownerId, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Sum of {@link #earnings}. */
  public Amount earned(UUID ownerId) {
    throw new UnsupportedOperationException();
  }
}
