package ngo.zoo.rewards;

/**
 * What made a journal entry; with the cause's id it can be opened from any amount. The SQL domain
 * {@code cause_kind} lists the same words.
 */
public enum CauseKind {
  GENESIS,
  RECEIPT,
  QUERY,
  PROPOSAL,
  STAKE,
  TRANSFER,
  /** A grant of inference credits, its expiry or its return. */
  CREDIT,
  /** Opening, changing or closing a credit line. */
  CREDIT_LINE,
  INVOICE,
  CREDIT_NOTE,
  PAYMENT,
  /** What was paid too much of one invoice settles another. */
  INVOICE_CREDIT,
  REFUND,
  /** A reward epoch. */
  EPOCH,
  DONATION,
  GRANT,
  SLASH,
  /** A compute job. */
  JOB,
  /** The entry that this one takes back. */
  REVERSAL
}
