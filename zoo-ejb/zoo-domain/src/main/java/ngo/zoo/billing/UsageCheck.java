package ngo.zoo.billing;

import ngo.zoo.shared.Amount;

/**
 * Usage held against the books.
 *
 * @param receipts fees on the receipts of the range
 * @param ledger what the journal moved for those very answers from the organisation to the held
 *     fees
 */
public record UsageCheck(long answers, Amount receipts, Amount ledger) {
  /** Zero, or the books are wrong. */
  public Amount difference() {
    return receipts.minus(ledger);
  }

  public boolean matches() {
    return difference().isZero();
  }
}
