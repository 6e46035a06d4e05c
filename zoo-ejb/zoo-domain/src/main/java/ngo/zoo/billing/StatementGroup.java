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
  CREDIT_NOTES,
  REFUNDS,
  OTHER;

  /** The group of an entry's posting on one of the organisation's accounts. */
  public static StatementGroup of(CauseKind cause, AccountKind account) {
    return switch (cause) {
      case RECEIPT, QUERY -> FEES;
      case CREDIT -> CREDITS;
      case CREDIT_LINE -> CREDIT_LINE;
      case INVOICE -> account == AccountKind.ORGANISATION ? ADJUSTMENTS : INVOICES;
      case PAYMENT -> account == AccountKind.ORGANISATION ? TOP_UPS : PAYMENTS;
      case CREDIT_NOTE -> CREDIT_NOTES;
      case REFUND -> REFUNDS;
      default -> OTHER;
    };
  }
}
