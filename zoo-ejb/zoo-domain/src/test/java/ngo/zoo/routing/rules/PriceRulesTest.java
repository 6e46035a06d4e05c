package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceRulesTest {
  private static final Amount FEE = Amount.parse(Asset.KEEPER, "0.01");

  @Test
  void aPriceIsMoreThanNothingAndAtMostTheFee() {
    PriceRules.check("m", List.of("l", "m"), FEE, FEE);
    PriceRules.check("m", List.of("m"), Amount.keeper(BigInteger.ONE), FEE);
    PriceRules.check("m", List.of("m"), null, FEE);
    refused("price-above-fee", "m", FEE.plus(Amount.keeper(BigInteger.ONE)));
    refused("price-invalid", "m", Amount.zero(Asset.KEEPER));
    refused("price-invalid", "m", FEE.negate());
    refused("price-invalid", "m", Amount.parse(Asset.ZEN, "0.001"));
  }

  @Test
  void aPriceIsForAModelTheNodeServes() {
    refused("model-not-served", "n", FEE);
    refused("model-not-served", "n", null);
    assertThatThrownBy(() -> PriceRules.check("m", List.of(), FEE, FEE))
        .hasMessageContaining("has not said yet");
  }

  @Test
  void aFeeThatIsLoweredLowersWhatIsPaid() {
    BigInteger fee = BigInteger.TEN;
    assertThat(PriceRules.inForce(null, fee)).isEqualTo(fee);
    assertThat(PriceRules.inForce(BigInteger.TWO, fee)).isEqualTo(BigInteger.TWO);
    assertThat(PriceRules.inForce(BigInteger.TEN, BigInteger.TWO)).isEqualTo(BigInteger.TWO);
  }

  private static void refused(String code, String model, @Nullable Amount price) {
    assertThatThrownBy(() -> PriceRules.check(model, List.of("m"), price, FEE))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
