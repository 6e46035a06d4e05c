package ngo.zoo.routing.rules.verification;

import static ngo.zoo.routing.Verdict.FAIL;
import static ngo.zoo.routing.Verdict.PASS;
import static ngo.zoo.routing.Verdict.SUSPECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.verification.Staircase.Step;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class StaircaseTest {
  private static final Calibration ENOUGH = new Calibration(200, Thresholds.START);

  @Test
  void oneDoubtLeadsToASecondVerifierAndTwoToThePanel() {
    assertThat(Staircase.next(List.of())).isEqualTo(Step.ASK_ONE);
    assertThat(Staircase.next(List.of(PASS))).isEqualTo(Step.CLEAR);
    assertThat(Staircase.next(List.of(FAIL))).isEqualTo(Step.ASK_ONE);
    assertThat(Staircase.next(List.of(FAIL, PASS))).isEqualTo(Step.CLEAR);
    assertThat(Staircase.next(List.of(SUSPECT, FAIL))).isEqualTo(Step.ASK_PANEL);
    assertThat(Staircase.next(List.of(FAIL, FAIL, FAIL, FAIL))).isEqualTo(Step.ASK_PANEL);
    assertThat(Staircase.next(List.of(FAIL, FAIL, FAIL, PASS, FAIL))).isEqualTo(Step.DISPUTE);
    assertThat(Staircase.next(List.of(FAIL, FAIL, SUSPECT, PASS, FAIL))).isEqualTo(Step.CLEAR);
  }

  /** Whatever the verdicts: it ends, asks five verifiers at most, and two of three must fail. */
  @Test
  void everyWayEndsAndNoneDisputesWithoutTwoOfThree() {
    SplittableRandom random = new SplittableRandom(1);
    for (int run = 0; run < 10_000; run++) {
      List<Verdict> verdicts = new ArrayList<>();
      Step step = Staircase.next(verdicts);
      while (step == Step.ASK_ONE || step == Step.ASK_PANEL) {
        verdicts.add(Verdict.values()[random.nextInt(3)]);
        step = Staircase.next(verdicts);
      }
      assertThat(verdicts).hasSizeLessThanOrEqualTo(5);
      long failed = verdicts.stream().skip(2).filter(verdict -> verdict == FAIL).count();
      assertThat(step == Step.DISPUTE).isEqualTo(failed >= 2);
    }
  }

  @Test
  void aChallengeIsTurnedDownByTwoOfThreeOnly() {
    assertThat(Staircase.challenged(List.of(PASS, FAIL, PASS))).isEqualTo(Step.CLEAR);
    assertThat(Staircase.challenged(List.of(PASS, SUSPECT, FAIL))).isEqualTo(Step.DISPUTE);
    assertThat(Staircase.challenged(List.of(PASS))).isEqualTo(Step.DISPUTE);
    assertThat(Staircase.challenged(List.of())).isEqualTo(Step.DISPUTE);
  }

  @Test
  void nobodyIsSlashedForOneDisputeNorBeforeCalibration() {
    List<Boolean> three = new ArrayList<>(Collections.nCopies(17, false));
    three.addAll(Collections.nCopies(3, true));
    assertThat(Staircase.isPattern(ENOUGH, three)).isTrue();
    assertThat(Staircase.isPattern(new Calibration(199, Thresholds.START), three)).isFalse();
    assertThat(Staircase.isPattern(ENOUGH, List.of(true, true))).isFalse();
    three.addFirst(false);
    assertThat(Staircase.isPattern(ENOUGH, three)).isFalse();
  }

  @Test
  void equalTextsNeedNoTest() {
    Agreement agreement =
        Agreement.of(
            List.of("a", "a", "a"),
            new long[] {1, 3, 2},
            (verifier, answer) -> {
              throw new AssertionError("asked");
            });
    assertThat(agreement).isEqualTo(new Agreement(1, List.of(0, 1, 2), List.of()));
  }

  @Test
  void unequalTextsThatAllPassCondemnNobody() {
    Agreement agreement =
        Agreement.of(List.of("a", "b", "c"), new long[] {1, 1, 9}, (verifier, answer) -> PASS);
    assertThat(agreement).isEqualTo(new Agreement(2, List.of(0, 1, 2), List.of()));
  }

  @Test
  void theOneThatMostOthersFailDivergesWhateverItsWeight() {
    // One node fails the honest three, who fail it and pass each other.
    Agreement agreement =
        Agreement.of(
            List.of("honest", "forged", "honest, otherwise", "also honest"),
            new long[] {1, 100, 1, 2},
            (verifier, answer) -> (verifier == 1) == (answer == 1) ? PASS : FAIL);
    assertThat(agreement).isEqualTo(new Agreement(3, List.of(0, 2, 3), List.of(1)));
  }

  @Test
  void whatOneOfTwoDoubtsIsAsGoodAndWhatBothDoubtIsNeither() {
    Agreement agreement =
        Agreement.of(
            List.of("a", "b", "c"),
            new long[] {1, 2, 3},
            (verifier, answer) -> answer == 2 ? Verdict.SUSPECT : PASS);
    assertThat(agreement.outcome(1)).isEqualTo(Agreement.Outcome.ACCEPTED);
    assertThat(agreement.outcome(0)).isEqualTo(Agreement.Outcome.AGREED);
    assertThat(agreement.outcome(2)).isEqualTo(Agreement.Outcome.DOUBTED);
    assertThat(agreement.agreeing()).containsExactly(0, 1);
  }

  @Test
  void withoutAnyPassNothingIsAccepted() {
    Agreement agreement =
        Agreement.of(List.of("a", "b", "c"), new long[3], (verifier, answer) -> FAIL);
    assertThat(agreement).isEqualTo(new Agreement(-1, List.of(), List.of(0, 1, 2)));
    assertThatThrownBy(() -> Agreement.of(List.of("a", "b"), new long[2], (v, a) -> PASS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMarginIsWhatAFalseAnswerCostsLessWhatItSaves() {
    // 1 % checked, 90 % found, 1000 staked, half slashed: 500 · 0.009/1.02 = 4.41 per false answer.
    Deterrence deterrence = Deterrence.of(10_000, 900_000, keeper("1000"), 5_000, keeper("0.005"));
    assertThat(deterrence.atStake()).isEqualTo(keeper("500"));
    assertThat(deterrence.loss().units()).isBetween(keeper("4.41").units(), keeper("4.42").units());
    assertThat(deterrence.margin().signum()).isPositive();
    assertThat(Deterrence.of(0, 900_000, keeper("1000"), 5_000, keeper("0.005")).margin().signum())
        .isNegative();
    assertThat(Deterrence.of(10_000, 900_000, keeper("0"), 5_000, keeper("0.005")).loss().isZero())
        .isTrue();
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
