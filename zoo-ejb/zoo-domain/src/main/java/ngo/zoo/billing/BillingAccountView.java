package ngo.zoo.billing;

import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * How an organisation pays and what it has to pay with.
 *
 * @param creditLimit of the credit line; zero when prepaid
 * @param lineFree what may still be drawn on the line
 * @param balance of the prepaid account
 * @param credits what grants of inference credits have left; used before anything else
 */
public record BillingAccountView(
    UUID organisationId,
    BillingMode mode,
    Amount creditLimit,
    Amount lineFree,
    Amount balance,
    Amount credits) {
  /** Drawn on the line and not refilled by an invoice yet. */
  public Amount lineDrawn() {
    return creditLimit.minus(lineFree);
  }

  /** What the next queries may take in all. */
  public Amount available() {
    return credits.plus(mode == BillingMode.POSTPAID ? lineFree : balance);
  }
}
