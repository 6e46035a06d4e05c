package ngo.zoo.routing;

/** How far a dispute has come. */
public enum DisputeState {
  /** The panel votes. */
  VOTING,
  /** The objection was right; the fee went back. */
  UPHELD,
  /** The answer stands. */
  OVERTURNED
}
