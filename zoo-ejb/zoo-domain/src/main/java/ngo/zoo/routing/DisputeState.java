package ngo.zoo.routing;

/** How far a dispute has come. */
public enum DisputeState {
  /** The panel votes. */
  VOTING,
  /** The objection was right; the fee went back. */
  UPHELD,
  /** The answer stands. */
  OVERTURNED,
  /** Too few of the panel voted: nothing was decided, and the bond went back. */
  NO_QUORUM
}
