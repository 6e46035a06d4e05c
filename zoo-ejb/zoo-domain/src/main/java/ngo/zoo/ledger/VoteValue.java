package ngo.zoo.ledger;

/** A member's word on an experience in use. */
public enum VoteValue {
  UP,
  DOWN
}
