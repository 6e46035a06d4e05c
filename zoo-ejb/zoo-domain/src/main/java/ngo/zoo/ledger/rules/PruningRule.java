package ngo.zoo.ledger.rules;

/**
 * How many experiences leave a library so that others fit in (paper 7.4: the lowest quality is
 * pruned when the library exceeds its size). Once it must prune it prunes down to a part of the
 * capacity in one pass, so that a full library does not make a version of pruning for every
 * experience that comes.
 *
 * @param capacity most experiences of a library
 * @param target basis points of the capacity a full library goes down to
 */
public record PruningRule(int capacity, int target) {
  /** How many must leave for {@code coming} to fit in; 0 when there is room. */
  public int needed(int size, int coming) {
    return Math.max(0, size + coming - capacity);
  }

  /**
   * How many leave when {@code prunable} may: none while there is room, and none when those that
   * may would not make enough room.
   */
  public int leaving(int size, int coming, int prunable) {
    int needed = needed(size, coming);
    if (needed == 0 || needed > prunable) {
      return 0;
    }
    int goal = (int) ((long) capacity * target / VoteShare.WHOLE);
    return Math.min(prunable, Math.max(needed, size + coming - goal));
  }
}
