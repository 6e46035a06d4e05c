package ngo.zoo.routing.rules.verification;

import ngo.zoo.routing.Verdict;

/**
 * A node's record with one model and precision: how many of its checked results were valid in a
 * row. Unchecked ones do not count, because they prove nothing. Adaptive replication after BOINC:
 * the first ones are all checked, then the share falls with the record, and a doubt begins anew.
 */
public record TrackRecord(int valid) {

  public static final TrackRecord NEW = new TrackRecord(0);

  /** So many results are all checked. */
  public static final int PROBATION = 20;

  /** Probabilities are in millionths. */
  public static final int ALWAYS = 1_000_000;

  /** However long the record: one in a hundred. */
  public static final int FLOOR = 10_000;

  /** max(1 %, 1/valid) after probation. */
  public int probability() {
    return isOnProbation() ? ALWAYS : Math.max(FLOOR, ALWAYS / valid);
  }

  public boolean isOnProbation() {
    return valid < PROBATION;
  }

  /**
   * After a check.
   *
   * @param results how many answers were judged together
   */
  public TrackRecord after(Verdict verdict, int results) {
    return verdict == Verdict.PASS ? new TrackRecord(valid + results) : NEW;
  }
}
