package ngo.zoo.routing;

/** What, or on whose behalf, changed a node's state. */
public enum NodeCause {
  /** It was registered, or registered at another address. */
  REGISTRATION,
  /** A probe, or a request that failed. */
  PROBE,
  /** Its admission benchmark. */
  BENCHMARK,
  /** How its latest requests went. */
  FIGURES,
  /** A rule about time or repetition. */
  RULE,
  /** The node itself, by a call it signed. */
  NODE,
  /** Who owns it. */
  OWNER,
  /** The operator's staff. */
  STAFF
}
