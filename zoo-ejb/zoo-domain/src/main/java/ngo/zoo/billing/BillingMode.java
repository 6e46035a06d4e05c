package ngo.zoo.billing;

/** When an organisation pays. */
public enum BillingMode {
  /** Before: fees are taken from its account, which it tops up. */
  PREPAID,
  /** After: fees are drawn on a credit line, which invoices refill. */
  POSTPAID
}
