package ngo.zoo.routing;

/** What a person may have done to a node. */
public enum NodeAction {
  /** No new questions; running ones are finished. */
  DRAIN,
  /** Back from draining, from being ejected, or, by staff, from a ban. */
  RESUME,
  /** Measure it anew. */
  BENCHMARK,
  /** Have it load its weights anew, and measure it. */
  LOAD,
  /** Throw it out until it is admitted anew. */
  EJECT,
  /** Throw it out for good. */
  BAN
}
