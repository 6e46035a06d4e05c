package ngo.zoo.log;

import java.util.Locale;

/** What a leaf of the log commits to; {@link #word} stands as {@code type} in its JSON. */
public enum LeafKind {
  LIBRARY_VERSION,
  BALLOT,
  PROPOSAL_RESULT,
  RECEIPT,
  /** Some journal entries: the root of the tree over them. */
  JOURNAL_BATCH,
  /** Some receipts: the root of the tree over them. */
  RECEIPT_BATCH,
  /** A measured effect of an experience. */
  EVIDENCE,
  /** What stands for and against a disputed answer. */
  DISPUTE;

  /** The name in lower kebab-case, as records and addresses write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
