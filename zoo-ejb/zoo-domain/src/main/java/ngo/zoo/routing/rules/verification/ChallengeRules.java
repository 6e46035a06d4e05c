package ngo.zoo.routing.rules.verification;

import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.shared.Refusal;

/** Which objections are taken. */
public final class ChallengeRules {
  private static final int LEAST_TEXT = 10;
  private static final int MOST_TEXT = 2_000;

  /** More at once of one party are a flood. */
  private static final int MOST_OPEN = 10;

  private ChallengeRules() {}

  /**
   * @return the reason, stripped
   * @throws Refusal {@code challenge-reason}
   */
  public static String reason(String text) {
    String stripped = text.strip();
    if (stripped.length() < LEAST_TEXT || stripped.length() > MOST_TEXT) {
      throw Refusal.field(
          "challenge-reason", "reason", "Say what is wrong in 10 to 2000 characters");
    }
    return stripped;
  }

  /**
   * @param inWindow the answer is held and its dispute window is not over
   * @param open challenges of the same party that are not settled
   * @param sealed the node put its name to the answer
   * @throws Refusal {@code answer-final}, {@code answer-unsealed}, {@code already-disputed}, {@code
   *     too-many-challenges}
   */
  public static void check(boolean inWindow, VerificationStatus status, int open, boolean sealed) {
    if (!inWindow) {
      throw Refusal.conflict("answer-final", "The time to dispute this answer is over");
    }
    if (!sealed) {
      throw Refusal.conflict(
          "answer-unsealed", "The backend seals no answers, so nothing can be proven about them");
    }
    switch (status) {
      case UNCHECKED, SAMPLED_OK -> {}
      case FAILED_ONCE, DISPUTED ->
          throw Refusal.conflict("already-disputed", "This answer is being looked at");
      case UPHELD, OVERTURNED, NO_QUORUM ->
          throw Refusal.conflict("already-challenged", "This answer was challenged before");
    }
    if (open >= MOST_OPEN) {
      throw Refusal.conflict(
          "too-many-challenges", "Wait until one of your %d is settled".formatted(MOST_OPEN));
    }
  }
}
