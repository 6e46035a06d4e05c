package ngo.zoo.routing;

/** How far a judgement has come. */
public enum JudgementState {
  /** Other verifiers are asked. */
  DOUBTED,
  /** The answers stand. */
  CLEARED,
  /** The answers went to a panel. */
  DISPUTED,
  /** No other verifier could be found. */
  UNRESOLVED
}
