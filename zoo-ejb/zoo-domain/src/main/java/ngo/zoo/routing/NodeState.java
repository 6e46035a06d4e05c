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
  /** Finishes what it works on, and is retired then. */
  RETIRING,
  /** Out of service for good, as asked: in no list unless looked for; it may be enrolled again. */
  RETIRED,
  /** Thrown out, by rule or by staff; its owner may have it admitted anew. */
  EJECTED,
  /** Thrown out for good; only staff lets it back. */
  BANNED;

  /** Whether questions may be given to it. */
  public boolean answers() {
    return this == HEALTHY || this == DEGRADED;
  }

  /** Whether questions are given to it once it is up. */
  public boolean isAdmitted() {
    return answers() || this == UNHEALTHY;
  }

  /** Whether the connector is to know nothing of it: no probes, no requests of any kind. */
  public boolean isOff() {
    return this == DRAINED || this == RETIRED || this == EJECTED || this == BANNED;
  }
}
