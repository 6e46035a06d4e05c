package ngo.zoo.routing.rules.verification;

import ngo.zoo.routing.Verdict;

/**
 * What honest machines stay within.
 *
 * @param distance T1, in nats
 * @param surprise T2, in standard deviations
 * @param hardRate T3, a share
 */
public record Thresholds(double distance, double surprise, double hardRate) {

  /**
   * Where calibration begins, and below which it never goes: less than this is no harm. Two hard
   * tokens of 96 pass, for honest machines have them by chance in one pool of a hundred.
   */
  public static final Thresholds START = new Thresholds(0.05, 5, 0.03);

  /** Beyond this many times a threshold an answer is not what was claimed. */
  static final double FAILING = 2;

  /** The worst of the three tests. */
  public Verdict judge(Measure measure) {
    double worst =
        Math.max(
            measure.meanDistance() / distance,
            Math.max(measure.z() / surprise, measure.hardRate() / hardRate));
    if (worst > FAILING) {
      return Verdict.FAIL;
    }
    return worst > 1 ? Verdict.SUSPECT : Verdict.PASS;
  }

  /** The greater of each. */
  Thresholds atLeast(Thresholds other) {
    return new Thresholds(
        Math.max(distance, other.distance),
        Math.max(surprise, other.surprise),
        Math.max(hardRate, other.hardRate));
  }
}
