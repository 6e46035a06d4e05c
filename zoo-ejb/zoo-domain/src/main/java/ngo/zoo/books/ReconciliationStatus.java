package ngo.zoo.books;

/** RUNNING until everything was asked; then final. */
public enum ReconciliationStatus {
  RUNNING,
  DONE,
  FAILED
}
