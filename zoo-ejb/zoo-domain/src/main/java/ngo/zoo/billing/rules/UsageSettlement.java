package ngo.zoo.billing.rules;

import java.util.function.BinaryOperator;
import ngo.zoo.billing.RatedPeriod;
import ngo.zoo.shared.Amount;

/**
 * How a rated month is settled, in KEEPER.
 *
 * @param taken from the prepaid account; negative: given back
 * @param refilled to the credit line
 * @param charged to be paid in USD
 */
public record UsageSettlement(Amount taken, Amount refilled, Amount charged) {
  private static final BinaryOperator<Amount> LESSER = (a, b) -> a.compareTo(b) <= 0 ? a : b;
  private static final BinaryOperator<Amount> GREATER = (a, b) -> a.compareTo(b) >= 0 ? a : b;

  /**
   * Fees were paid answer by answer, so only the difference to the plan's price is moved; what the
   * account cannot give is charged.
   *
   * @param balance of the prepaid account
   */
  public static UsageSettlement prepaid(RatedPeriod rated, Amount balance) {
    Amount adjustment = rated.adjustment();
    Amount taken = LESSER.apply(adjustment, balance);
    return new UsageSettlement(taken, zero(balance), adjustment.minus(taken));
  }

  /**
   * The credit line gets back what answers drew from it, and the plan's price is charged. Fees that
   * the line did not pay were paid from the account before, and count as paid.
   *
   * @param drawn what the credit line lacks of its limit
   */
  public static UsageSettlement postpaid(RatedPeriod rated, Amount drawn) {
    Amount refilled = GREATER.apply(zero(drawn), LESSER.apply(rated.fees(), drawn));
    Amount paidBefore = rated.fees().minus(refilled);
    Amount charged = GREATER.apply(zero(drawn), rated.total().minus(paidBefore));
    return new UsageSettlement(zero(drawn), refilled, charged);
  }

  private static Amount zero(Amount like) {
    return Amount.zero(like.asset());
  }
}
