package ngo.zoo.billing;

import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;

/** What a movement on a statement was for. */
public enum StatementGroup {
  FEES,
  CREDITS,
  CREDIT_LINE,
  /** The difference between fees taken and the plan's price. */
  ADJUSTMENTS,
  INVOICES,
  TOP_UPS,
  PAYMENTS,
  /** What was paid too much of an invoice, taken for another one. */
  CREDIT_USED,
  /** The same, as it settles that other one. */
  CREDIT_APPLIED,
  CREDIT_NOTES,
  REFUNDS,
  OTHER;

  /**
   * The group of an entry's posting on one of the organisation's accounts.
   *
   * @param out whether it takes from the account
   */
  public static StatementGroup of(CauseKind cause, AccountKind account, boolean out) {
    return switch (cause) {
      case RECEIPT, QUERY -> FEES;
      case CREDIT -> CREDITS;
      case CREDIT_LINE -> CREDIT_LINE;
      case INVOICE -> account == AccountKind.ORGANISATION ? ADJUSTMENTS : INVOICES;
      case PAYMENT -> account == AccountKind.ORGANISATION ? TOP_UPS : PAYMENTS;
      case INVOICE_CREDIT -> credit(account, out);
      case CREDIT_NOTE -> CREDIT_NOTES;
      case REFUND -> REFUNDS;
      default -> OTHER;
    };
  }

  private static StatementGroup credit(AccountKind account, boolean out) {
    if (account == AccountKind.ORGANISATION) {
      return TOP_UPS;
    }
    return out ? CREDIT_USED : CREDIT_APPLIED;
  }
}
