package ngo.zoo.rewards.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StakeRulesTest {
  private static final Amount LEAST = keeper(1000);

  @Test
  void aStakeGrowsOnceItIsTheMinimum() {
    assertThat(StakeRules.afterLock(keeper(0), keeper(1000), LEAST)).isEqualTo(keeper(1000));
    assertThat(StakeRules.afterLock(keeper(1000), keeper(1), LEAST)).isEqualTo(keeper(1001));
    assertThat(StakeRules.afterLock(keeper(400), keeper(600), LEAST)).isEqualTo(keeper(1000));
  }

  @Test
  void whatStaysIsNothingOrTheMinimum() {
    assertThat(StakeRules.afterWithdrawal(keeper(1500), keeper(500), LEAST)).isEqualTo(LEAST);
    assertThat(StakeRules.afterWithdrawal(keeper(1500), keeper(1500), LEAST)).isEqualTo(keeper(0));
    assertThat(StakeRules.afterWithdrawal(keeper(300), keeper(300), LEAST)).isEqualTo(keeper(0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 999, stake-below-minimum",
    "0, 0, stake-amount-invalid",
    "500, -1, stake-amount-invalid"
  })
  void tooLittleIsNotLocked(long locked, long more, String code) {
    assertThatThrownBy(() -> StakeRules.afterLock(keeper(locked), keeper(more), LEAST))
        .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "1500, 501, stake-below-minimum",
    "1500, 1501, stake-too-small",
    "1500, 0, stake-amount-invalid",
    "300, 1, stake-below-minimum"
  })
  void aRestBelowTheMinimumIsRefused(long locked, long wanted, String code) {
    assertThatThrownBy(() -> StakeRules.afterWithdrawal(keeper(locked), keeper(wanted), LEAST))
        .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  @Test
  void theAssetIsTheRoles() {
    assertThatThrownBy(
            () -> StakeRules.afterLock(keeper(0), new Amount(Asset.ZEN, BigInteger.TEN), LEAST))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.code()).isEqualTo("stake-amount-invalid"));
  }

  private static Amount keeper(long units) {
    return Amount.keeper(BigInteger.valueOf(units));
  }
}
