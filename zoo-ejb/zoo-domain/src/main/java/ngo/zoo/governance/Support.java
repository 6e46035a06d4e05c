package ngo.zoo.governance;

/** How a ballot stands to its proposal; abstaining counts to the quorum, not to the approval. */
public enum Support {
  AGAINST,
  FOR,
  ABSTAIN
}
