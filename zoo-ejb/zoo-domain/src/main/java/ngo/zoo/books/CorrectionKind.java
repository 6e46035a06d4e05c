package ngo.zoo.books;

/** How staff correct the books. */
public enum CorrectionKind {
  /** An entry is taken back by one with the opposite lines. */
  REVERSAL,
  /** Money is moved from one account to another. */
  TRANSFER
}
