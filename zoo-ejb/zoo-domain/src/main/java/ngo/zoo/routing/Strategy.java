package ngo.zoo.routing;

/** How a node is chosen among those that may answer. */
public enum Strategy {
  /** The better of two drawn at random by expected time and success; the default. */
  PERFORMANCE,
  /** Each in turn. */
  ROUND_ROBIN,
  /** At random, in proportion to stake. */
  STAKE_WEIGHTED,
  /** The lowest price first. */
  CHEAPEST,
  /** The node that answered this session or this beginning of a prompt before. */
  AFFINITY
}
