package ngo.zoo.routing;

/** How an answer is checked. */
public enum VerificationMode {
  /** Taken as it is; whoever doubts it may challenge it within the dispute window. */
  OPTIMISTIC,
  /** Computed again with a probability that adapts to the node's record. */
  SAMPLED,
  /** Computed by several nodes before it is given; they must agree. */
  REDUNDANT,
  /** By the value at stake: optimistic for small fees, sampled or redundant for large ones. */
  HYBRID
}
