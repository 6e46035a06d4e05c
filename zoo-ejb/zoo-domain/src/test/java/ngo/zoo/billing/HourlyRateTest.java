package ngo.zoo.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourlyRateTest {
  @ParameterizedTest
  @CsvSource({"1,100,0", "100,100,0", ",100,0", "5,100,5"})
  void aKeyAsksNoMoreThanItsOrganisation(Integer wanted, int organisation, int giver) {
    assertThat(HourlyRate.given(wanted, organisation, giver)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({"0,100,0", "101,100,0", "-1,100,0", "6,100,5", ",100,5", "101,100,200"})
  void moreIsNotGivenAway(Integer wanted, int organisation, int giver) {
    assertThatThrownBy(() -> HourlyRate.given(wanted, organisation, giver))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("key-rate-invalid");
              assertThat(refusal.fields()).containsKey("questions_per_hour");
            });
  }

  @Test
  void aPlanSaysNoNegativeRate() {
    assertThatThrownBy(
            () ->
                new PlanTerms(
                    PlanTerms.FEE_TABLE.prices(),
                    PlanTerms.FEE_TABLE.tiers(),
                    PlanTerms.FEE_TABLE.minimum(),
                    0,
                    false,
                    "",
                    -1))
        .isInstanceOf(Refusal.class);
  }
}
