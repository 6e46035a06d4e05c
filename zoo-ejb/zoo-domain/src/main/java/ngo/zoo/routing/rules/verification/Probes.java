package ngo.zoo.routing.rules.verification;

import java.time.Duration;
import java.util.List;
import ngo.zoo.routing.Verdict;

/**
 * What follows from probes. An honest verifier that runs the model cannot overlook one; two of ten
 * are asked for all the same, so that one broken answer of a machine costs nobody a right.
 */
public final class Probes {
  /** The latest ones count. */
  public static final int MEMORY = 10;

  /** So many of them overlooked end the right to verify. */
  public static final int MOST = 2;

  /** How long a second time lasts at least; each further one twice as long as the last. */
  private static final Duration PAUSE = Duration.ofDays(1);

  private static final int MOST_DOUBLINGS = 8;

  private Probes() {}

  /** Whether a verifier believed a false answer. */
  public static boolean isOverlooked(Calibration calibration, Measure found, boolean textFits) {
    return textFits && calibration.thresholds().judge(found) == Verdict.PASS;
  }

  /**
   * How long a verifier that lost the right stays without it, however soon it is measured again:
   * the first time not at all, for a machine may fail, and then longer and longer, or losing it
   * would cost no more than a call.
   *
   * @param formerly how often it had lost it before
   */
  public static Duration pause(int formerly) {
    return formerly == 0
        ? Duration.ZERO
        : PAUSE.multipliedBy(1L << Math.min(formerly - 1, MOST_DOUBLINGS));
  }

  /**
   * Whether the verifier verifies no more.
   *
   * @param overlooked of its latest probes since it was admitted last, newest first
   */
  public static boolean isUntrustworthy(List<Boolean> overlooked) {
    return overlooked.stream().limit(MEMORY).filter(Boolean::booleanValue).count() >= MOST;
  }
}
