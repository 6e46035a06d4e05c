package ngo.zoo.routing.rules.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import ngo.zoo.routing.Checking;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckPlanTest {
  private static final CheckPlan.Values VALUES =
      new CheckPlan.Values(keeper("0.05"), keeper("0.50"));

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }

  @Test
  void theFirstTwentyAreAllCheckedThenOneInAsManyAsWereValid() {
    TrackRecord record = TrackRecord.NEW;
    for (int i = 0; i < 20; i++) {
      assertThat(record.probability()).isEqualTo(TrackRecord.ALWAYS);
      record = record.after(Verdict.PASS, 1);
    }
    assertThat(record.probability()).isEqualTo(50_000);
    assertThat(record.after(Verdict.PASS, 30).probability()).isEqualTo(20_000);
    assertThat(record.after(Verdict.PASS, 5_000).probability()).isEqualTo(TrackRecord.FLOOR);
    assertThat(record.after(Verdict.SUSPECT, 1)).isEqualTo(TrackRecord.NEW);
    assertThat(record.after(Verdict.FAIL, 1)).isEqualTo(TrackRecord.NEW);
  }

  @Test
  void modesAskForWhatTheyPromise() {
    TrackRecord known = new TrackRecord(40);
    assertThat(plan(VerificationMode.OPTIMISTIC, "0.01", known)).isEqualTo(after(10_000));
    assertThat(plan(VerificationMode.OPTIMISTIC, "0.01", TrackRecord.NEW))
        .isEqualTo(after(TrackRecord.ALWAYS));
    assertThat(plan(VerificationMode.SAMPLED, "0.01", known)).isEqualTo(after(25_000));
    assertThat(plan(VerificationMode.REDUNDANT, "0.01", known)).isEqualTo(new CheckPlan(3, 0));
    assertThat(plan(VerificationMode.HYBRID, "0.01", known)).isEqualTo(after(10_000));
    assertThat(plan(VerificationMode.HYBRID, "0.05", known)).isEqualTo(after(25_000));
    assertThat(plan(VerificationMode.HYBRID, "0.50", known)).isEqualTo(new CheckPlan(3, 0));
  }

  private static CheckPlan after(int probability) {
    return new CheckPlan(1, probability);
  }

  private static CheckPlan plan(VerificationMode mode, String fee, TrackRecord record) {
    return CheckPlan.of(mode, keeper(fee), VALUES, record);
  }

  @Test
  void aQuestionMayAskForMoreThanIsGovernedAndNeverForLess() {
    TrackRecord known = new TrackRecord(40);
    assertThat(probability(VerificationMode.OPTIMISTIC, null, known)).isEqualTo(10_000);
    assertThat(probability(VerificationMode.OPTIMISTIC, VerificationMode.SAMPLED, known))
        .isEqualTo(25_000);
    assertThat(probability(VerificationMode.SAMPLED, VerificationMode.OPTIMISTIC, known))
        .isEqualTo(25_000);
    assertThat(probability(VerificationMode.REDUNDANT, VerificationMode.OPTIMISTIC, known))
        .isEqualTo(TrackRecord.ALWAYS);
    assertThat(probability(VerificationMode.SAMPLED, VerificationMode.REDUNDANT, TrackRecord.NEW))
        .isZero();
  }

  private static int probability(
      VerificationMode governed, @Nullable VerificationMode asked, TrackRecord record) {
    return CheckPlan.probability(governed, asked, keeper("0.01"), VALUES, record);
  }

  @Test
  void onlyWhoAsksForSeveralNodesHasThem() {
    assertThat(plan(null, 0, VerificationMode.REDUNDANT, "0.01"))
        .isEqualTo(new AnswerPlan(VerificationMode.SAMPLED, 1));
    assertThat(plan(null, 0, VerificationMode.HYBRID, "0.50"))
        .isEqualTo(new AnswerPlan(VerificationMode.SAMPLED, 1));
    assertThat(plan(null, 0, VerificationMode.HYBRID, "0.01").told())
        .isEqualTo(Checking.OPTIMISTIC);
    assertThat(plan(null, 5, VerificationMode.OPTIMISTIC, "0.01"))
        .isEqualTo(new AnswerPlan(VerificationMode.REDUNDANT, 5));
    assertThat(plan(VerificationMode.REDUNDANT, 0, VerificationMode.OPTIMISTIC, "0.01"))
        .isEqualTo(new AnswerPlan(VerificationMode.REDUNDANT, 3));
    assertThat(plan(VerificationMode.SAMPLED, 1, VerificationMode.OPTIMISTIC, "0.01"))
        .isEqualTo(new AnswerPlan(VerificationMode.SAMPLED, 1));
    assertThat(plan(VerificationMode.OPTIMISTIC, 0, VerificationMode.SAMPLED, "0.01").mode())
        .isEqualTo(VerificationMode.SAMPLED);
  }

  @Test
  void hybridGoesByTheValueOfTheQuestion() {
    VerificationMode hybrid = VerificationMode.HYBRID;
    VerificationMode governed = VerificationMode.OPTIMISTIC;
    assertThat(plan(hybrid, 0, governed, "0.04").mode()).isEqualTo(VerificationMode.OPTIMISTIC);
    assertThat(plan(hybrid, 0, governed, "0.05").mode()).isEqualTo(VerificationMode.SAMPLED);
    assertThat(plan(hybrid, 0, governed, "0.50"))
        .isEqualTo(new AnswerPlan(VerificationMode.REDUNDANT, 3));
  }

  private static AnswerPlan plan(
      @Nullable VerificationMode asked, int redundancy, VerificationMode governed, String price) {
    return AnswerPlan.of(
        new QuestionOptions(
            1,
            false,
            0,
            "",
            "",
            "",
            null,
            null,
            redundancy,
            asked,
            null,
            null,
            Set.of(),
            Set.of(),
            null),
        governed,
        keeper(price),
        VALUES);
  }

  @Test
  void redundancyIsThreeToSeven() {
    assertThat(CheckPlan.redundancy(3)).isEqualTo(3);
    assertThatThrownBy(() -> CheckPlan.redundancy(2)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> CheckPlan.redundancy(8)).isInstanceOf(Refusal.class);
  }
}
