package ngo.zoo.gpu.node;

/** Whose node it is, and so what it serves. */
public enum NodeRole {
  /** The operator's own: embeddings. */
  OPERATOR,
  /** A provider's: chat. */
  PROVIDER
}
