package ngo.zoo.rewards;

/** What made a journal entry; with the cause's id it can be opened from any amount. */
public enum CauseKind {
  GENESIS,
  RECEIPT,
  QUERY,
  PROPOSAL,
  STAKE,
  TRANSFER
}
