package ngo.zoo.ledger.transfer;

/** UPLOADING: its files are not here yet. WAITING: for its turn. The last three are ends. */
public enum JobStatus {
  UPLOADING,
  WAITING,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  public boolean isOver() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
