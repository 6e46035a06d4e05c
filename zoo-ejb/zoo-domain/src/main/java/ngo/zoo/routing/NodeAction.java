package ngo.zoo.routing;

/** What a person may have done to a node. */
public enum NodeAction {
  /** No new questions; running ones are finished. */
  DRAIN,
  /** Back from draining, from being retired or ejected, or, by staff, from a ban. */
  RESUME,
  /** Measure it anew. */
  BENCHMARK,
  /** Have it load its weights anew, and measure it. */
  LOAD,
  /** Out of service for good, after it has finished what it works on. */
  RETIRE,
  /** Throw it out until it is admitted anew. */
  EJECT,
  /** Throw it out for good. */
  BAN
}
