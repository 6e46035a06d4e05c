package ngo.zoo.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  @Test
  void plainDecimalsAreReadToTheBaseUnit() {
    assertThat(Amount.parse(Asset.KEEPER, " 0.01 ").units()).isEqualTo(BigInteger.TEN.pow(16));
    assertThat(Amount.parse(Asset.USD, "-12.34").units()).isEqualTo(BigInteger.valueOf(-1234));
    assertThat(Amount.parse(Asset.KEEPER, "100000").decimal()).isEqualTo("100000");
  }

  /** The first would be a number of a billion digits. */
  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1E3", "+1", "", ".5", "1.", "0x10", "NaN", "1 000"})
  void whatIsNoPlainDecimalIsRefused(String text) {
    assertThatThrownBy(() -> Amount.parse(Asset.KEEPER, text))
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void decimalsBelowTheBaseUnitAreRefused() {
    assertThatThrownBy(() -> Amount.parse(Asset.USD, "0.001"))
        .isInstanceOf(ArithmeticException.class);
  }
}
