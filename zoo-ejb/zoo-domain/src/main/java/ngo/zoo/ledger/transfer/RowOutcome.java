package ngo.zoo.ledger.transfer;

/**
 * What became of an experience of a file: ready for its library; held for a person to look at its
 * text; already known, in the file or in the library; refused.
 */
public enum RowOutcome {
  READY,
  HELD,
  DUPLICATE,
  REFUSED
}
