package ngo.zoo.routing;

/** How far a question is whose answer is fetched later. */
public enum QueryStatus {
  /** It waits for its turn. */
  QUEUED,
  /** A node is at it. */
  RUNNING,
  /** Answered and charged. */
  DONE,
  /** Refused, or the server was lost meanwhile; not charged. */
  FAILED,
  /** Taken back by whoever asked; not charged. */
  CANCELLED;

  public boolean hasEnded() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
