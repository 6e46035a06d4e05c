package ngo.zoo.ledger;

import java.util.EnumSet;
import java.util.Set;

/**
 * QUEUED: waits for its embedding; HELD: waits for a person to look at its text; IN_VOTE; ADOPTED
 * into a library; REJECTED by vote or by review. Out of its library again: SUPERSEDED by a later
 * revision, MERGED into another, DEPRECATED by vote, PRUNED for room. What was once in a library
 * stays provable in the versions that had it.
 */
public enum ExperienceStatus {
  QUEUED,
  HELD,
  IN_VOTE,
  ADOPTED,
  REJECTED,
  SUPERSEDED,
  MERGED,
  DEPRECATED,
  PRUNED;

  /** On its way into a library or in it: its text is taken. */
  public static final Set<ExperienceStatus> LIVE = EnumSet.of(QUEUED, HELD, IN_VOTE, ADOPTED);
}
