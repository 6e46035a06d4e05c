package ngo.zoo.routing.rules.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
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
  void redundancyIsThreeToSeven() {
    assertThat(CheckPlan.redundancy(3)).isEqualTo(3);
    assertThatThrownBy(() -> CheckPlan.redundancy(2)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> CheckPlan.redundancy(8)).isInstanceOf(Refusal.class);
  }
}
