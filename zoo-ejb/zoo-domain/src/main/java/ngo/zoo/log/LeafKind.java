package ngo.zoo.log;

/** What a leaf of the log commits to; the value stands as {@code type} in its canonical JSON. */
public enum LeafKind {
  LIBRARY_VERSION,
  BALLOT,
  PROPOSAL_RESULT,
  RECEIPT
}
