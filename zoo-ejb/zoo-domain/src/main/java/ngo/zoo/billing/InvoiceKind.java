package ngo.zoo.billing;

/** What an invoice is for. */
public enum InvoiceKind {
  /** A calendar month's answers, by the plan. */
  USAGE,
  /** KEEPER ordered for a prepaid account; delivered as it is paid. */
  TOP_UP
}
