package ngo.zoo.ledger;

/** What a vote can do with the experiences of a library. */
public enum ChangeKind {
  /** A new experience comes in. */
  ADD,
  /** A revision takes the place of what it revises. */
  MODIFY,
  /** One takes the place of several that say the same. */
  MERGE,
  /** An experience goes out. */
  REMOVE,
  /** What went out comes in again. */
  RESTORE,
  /** The members of an earlier version are the library again. */
  ROLLBACK
}
