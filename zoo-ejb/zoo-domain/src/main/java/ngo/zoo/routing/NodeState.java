package ngo.zoo.routing;

/** Where a node stands with the operator. {@link ngo.zoo.routing.rules.NodeLife} has the edges. */
public enum NodeState {
  /** Registered, and not admitted yet: it waits for its benchmark. */
  DISCOVERED,
  /** Its admission is being measured. */
  BENCHMARKING,
  /** Admitted and well: it is asked. */
  HEALTHY,
  /** Admitted, and slower or less reliable than it should be: asked when no healthy node can. */
  DEGRADED,
  /** It does not answer the operator's probes. */
  UNHEALTHY,
  /** Asked nothing new; what it works on it finishes. */
  DRAINING,
  /** Has finished what it worked on, and waits to be resumed. */
  DRAINED,
  /** Thrown out, by rule or by staff; its owner may have it admitted anew. */
  EJECTED,
  /** Thrown out for good; only staff lets it back. */
  BANNED;

  /** Whether questions may be given to it. */
  public boolean answers() {
    return this == HEALTHY || this == DEGRADED;
  }

  /** Whether the connector is to know nothing of it: no probes, no requests of any kind. */
  public boolean isOff() {
    return this == DRAINED || this == EJECTED || this == BANNED;
  }
}
