package ngo.zoo.books;

/** WAITING for a second person; then final. */
public enum CorrectionStatus {
  WAITING,
  POSTED,
  DECLINED
}
