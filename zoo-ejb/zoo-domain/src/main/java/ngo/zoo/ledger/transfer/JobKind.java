package ngo.zoo.ledger.transfer;

/** The long jobs of the ledger; one of a kind runs at a time. */
public enum JobKind {
  IMPORT("experience-import"),
  REEMBEDDING("reembedding");

  private final String jobName;

  JobKind(String jobName) {
    this.jobName = jobName;
  }

  /** Of its description under META-INF/batch-jobs. */
  public String jobName() {
    return jobName;
  }
}
