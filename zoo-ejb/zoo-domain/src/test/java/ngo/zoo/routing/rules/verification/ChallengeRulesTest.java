package ngo.zoo.routing.rules.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.shared.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ChallengeRulesTest {
  @Test
  void anAnswerIsChallengedOnceWhileItsFeeIsHeld() {
    assertThatCode(() -> ChallengeRules.check(true, VerificationStatus.UNCHECKED, 9, true))
        .doesNotThrowAnyException();
    assertThatCode(() -> ChallengeRules.check(true, VerificationStatus.SAMPLED_OK, 0, true))
        .doesNotThrowAnyException();
    refuses(
        "answer-final", () -> ChallengeRules.check(false, VerificationStatus.UNCHECKED, 0, true));
    refuses(
        "answer-unsealed",
        () -> ChallengeRules.check(true, VerificationStatus.UNCHECKED, 0, false));
    refuses(
        "already-disputed", () -> ChallengeRules.check(true, VerificationStatus.DISPUTED, 0, true));
    refuses(
        "already-disputed",
        () -> ChallengeRules.check(true, VerificationStatus.FAILED_ONCE, 0, true));
    refuses(
        "already-challenged",
        () -> ChallengeRules.check(true, VerificationStatus.OVERTURNED, 0, true));
    refuses(
        "too-many-challenges",
        () -> ChallengeRules.check(true, VerificationStatus.UNCHECKED, 10, true));
  }

  @Test
  void aReasonIsGiven() {
    assertThat(ChallengeRules.reason("  The digits are wrong. "))
        .isEqualTo("The digits are wrong.");
    refuses("challenge-reason", () -> ChallengeRules.reason("    no    "));
    refuses("challenge-reason", () -> ChallengeRules.reason("x".repeat(2_001)));
  }

  private static void refuses(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.code()).isEqualTo(code));
  }
}
