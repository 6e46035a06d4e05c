package ngo.zoo.routing.rules.verification;

import java.util.List;
import ngo.zoo.routing.Verdict;

/**
 * What follows from verifiers' verdicts on one answer (or pool of short ones): one doubt leads to a
 * second verifier, two to a panel of three, and only when most of the panel fails it to a dispute.
 * Nobody is slashed for one dispute either: see {@link #isPattern}.
 */
public final class Staircase {

  /** The next thing to do. */
  public enum Step {
    ASK_ONE,
    ASK_PANEL,
    /** The answer stands. */
    CLEAR,
    /** Its fee is held and the panel of people votes. */
    DISPUTE
  }

  /** Verifiers of the panel. */
  public static final int PANEL = 3;

  private static final int MOST_OF_PANEL = 2;

  /** Disputed answers that make a pattern. */
  public static final int PATTERN = 3;

  /** Among so many judgements, the disputed ones included. */
  public static final int MEMORY = 20;

  private Staircase() {}

  /**
   * @param verdicts of different owners' verifiers so far, in order
   */
  public static Step next(List<Verdict> verdicts) {
    int asked = verdicts.size();
    if (asked > 0 && !verdicts.getFirst().isDoubtful()
        || asked > 1 && !verdicts.get(1).isDoubtful()) {
      return Step.CLEAR;
    }
    if (asked < 2) {
      return Step.ASK_ONE;
    }
    List<Verdict> panel = verdicts.subList(2, asked);
    if (panel.size() < PANEL) {
      return Step.ASK_PANEL;
    }
    return failed(panel) >= MOST_OF_PANEL ? Step.DISPUTE : Step.CLEAR;
  }

  /**
   * What a challenge leads to, where the panel is asked at once.
   *
   * @param panel as many verdicts as verifiers could be found, at most three
   * @return {@code DISPUTE} also when there were too few verifiers to tell: people look then
   */
  public static Step challenged(List<Verdict> panel) {
    int passed = (int) panel.stream().filter(verdict -> verdict == Verdict.PASS).count();
    return passed >= MOST_OF_PANEL ? Step.CLEAR : Step.DISPUTE;
  }

  /**
   * Whether a slash may follow: the thresholds rest on enough honest runs, and several of the
   * node's latest judgements, each of other answers, ended in dispute.
   *
   * @param disputed of the latest judgements, newest first, whether each ended in dispute
   */
  public static boolean isPattern(Calibration calibration, List<Boolean> disputed) {
    long found = disputed.stream().limit(MEMORY).filter(Boolean::booleanValue).count();
    return calibration.isEnough() && found >= PATTERN;
  }

  private static long failed(List<Verdict> panel) {
    return panel.stream().filter(verdict -> verdict == Verdict.FAIL).count();
  }
}
