package ngo.zoo.rewards.rules;

import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;

/** What may be locked and withdrawn: a standing stake is empty or at least its role's minimum. */
public final class StakeRules {
  private StakeRules() {}

  /**
   * @param locked what is locked now
   * @return what is locked afterwards
   * @throws Refusal {@code stake-amount-invalid}, {@code stake-below-minimum}
   */
  public static Amount afterLock(Amount locked, Amount more, Amount minimum) {
    checkAmount(more, minimum);
    Amount after = locked.plus(more);
    if (after.compareTo(minimum) < 0) {
      throw Refusal.field(
          "stake-below-minimum",
          "amount",
          "The least stake is %s; lock at least %s".formatted(minimum, minimum.minus(locked)));
    }
    return after;
  }

  /**
   * Withdrawing all is always allowed: what it stood behind is then no longer chosen.
   *
   * @return what stays locked
   * @throws Refusal {@code stake-amount-invalid}, {@code stake-too-small} (409), {@code
   *     stake-below-minimum}
   */
  public static Amount afterWithdrawal(Amount locked, Amount wanted, Amount minimum) {
    checkAmount(wanted, minimum);
    if (wanted.compareTo(locked) > 0) {
      throw Refusal.conflict("stake-too-small", "%s are locked, not more".formatted(locked));
    }
    Amount stays = locked.minus(wanted);
    if (!stays.isZero() && stays.compareTo(minimum) < 0) {
      throw Refusal.field(
          "stake-below-minimum",
          "amount",
          "Withdraw all, or leave at least %s; %s are locked".formatted(minimum, locked));
    }
    return stays;
  }

  private static void checkAmount(Amount amount, Amount minimum) {
    if (amount.asset() != minimum.asset() || amount.units().signum() <= 0) {
      throw Refusal.field(
          "stake-amount-invalid", "amount", "The amount is some " + minimum.asset() + " above 0");
    }
  }
}
