package ngo.zoo.ledger;

/** Where a held submission stands. */
public enum ReviewState {
  WAITING,
  /** To its vote. */
  RELEASED,
  REFUSED
}
