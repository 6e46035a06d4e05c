package ngo.zoo.ledger;

import ngo.zoo.ledger.rules.ExperienceDiff;
import ngo.zoo.shared.Page;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two versions of a library.
 *
 * @param changed experiences of which the two versions have different revisions
 * @param rows one page: changed ones first, then added, then removed
 */
public record LibraryDiff(
    String domain, int from, int to, long added, long removed, long changed, Page<Row> rows) {

  /** What happened to one experience. */
  public enum Kind {
    CHANGED,
    ADDED,
    REMOVED
  }

  /**
   * One difference.
   *
   * @param before null when it was added
   * @param after null when it was removed
   */
  public record Row(Kind kind, @Nullable ExperienceView before, @Nullable ExperienceView after) {
    /** Word by word; all new or all gone when there is one side only. */
    public ExperienceDiff diff() {
      return ExperienceDiff.of(before, after);
    }
  }
}
