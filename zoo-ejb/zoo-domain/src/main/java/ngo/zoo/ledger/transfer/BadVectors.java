package ngo.zoo.ledger.transfer;

/**
 * What becomes of an experience whose vector cannot be used (another embedder's, of a wrong
 * dimension, not finite, or zero): it is refused, or its vector is computed here.
 */
public enum BadVectors {
  REFUSE,
  COMPUTE
}
