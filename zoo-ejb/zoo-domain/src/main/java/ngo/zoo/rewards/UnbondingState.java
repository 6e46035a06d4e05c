package ngo.zoo.rewards;

/** UNBONDING until its time is over or its owner cancels it; the other states are final. */
public enum UnbondingState {
  UNBONDING,
  /** Back on the member's account. */
  RETURNED,
  /** Back in the stake. */
  CANCELLED
}
