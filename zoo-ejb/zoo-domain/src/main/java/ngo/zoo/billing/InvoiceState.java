package ngo.zoo.billing;

import java.time.Instant;
import ngo.zoo.shared.Amount;

/**
 * How far an invoice is settled: follows from its payments, the credit used for it, its credit
 * notes and the clock.
 */
public enum InvoiceState {
  OPEN,
  PARTLY_PAID,
  PAID,
  OVERDUE,
  /** Taken back as a whole by credit notes. */
  VOID;

  /**
   * @param paid payments, and credit of other invoices
   * @param credited what credit notes took back
   */
  public static InvoiceState of(
      Amount gross, Amount paid, Amount credited, Instant dueAt, Instant now) {
    Amount left = gross.minus(credited).minus(paid);
    if (!gross.isZero() && credited.compareTo(gross) >= 0) {
      return VOID;
    }
    if (left.units().signum() <= 0) {
      return PAID;
    }
    if (now.isAfter(dueAt)) {
      return OVERDUE;
    }
    return paid.isZero() ? OPEN : PARTLY_PAID;
  }
}
