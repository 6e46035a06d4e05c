package ngo.zoo.rewards.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedPointTest {
  /** Known to many more digits, cut after eighteen decimals. */
  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "2, 693147180559945309",
    "3, 1098612288668109691",
    "10, 2302585092994045684",
    "1000000, 13815510557964274104",
    "9223372036854775807, 43668272375276554493"
  })
  void theLogarithmIsExactToEighteenDecimals(long number, BigInteger expected) {
    assertThat(FixedPoint.ln(number)).isEqualTo(expected);
  }

  @Test
  void theLogarithmGrowsWithItsArgument() {
    Random random = new Random(20_261_121);
    BigInteger last = BigInteger.ZERO;
    for (long number = 2; number < 100_000; number++) {
      BigInteger next = FixedPoint.ln(number);
      assertThat(next).isGreaterThan(last);
      last = next;
    }
    for (int i = 0; i < 10_000; i++) {
      long number = random.nextLong(1, Long.MAX_VALUE - 1);
      assertThat(FixedPoint.ln(number + 1)).isGreaterThanOrEqualTo(FixedPoint.ln(number));
    }
  }

  /** ln(ab) = ln a + ln b, but for the units that three roundings lose. */
  @Test
  void productsAddUp() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      long a = random.nextLong(1, 3_000_000_000L);
      long b = random.nextLong(1, 3_000_000_000L);
      BigInteger difference =
          FixedPoint.ln(a * b).subtract(FixedPoint.ln(a)).subtract(FixedPoint.ln(b));
      assertThat(difference).isBetween(BigInteger.ZERO, BigInteger.TWO);
    }
  }

  @Test
  void thereIsNoLogarithmOfNothing() {
    assertThatThrownBy(() -> FixedPoint.ln(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 1000000000000000000",
    "P90D, 500000000000000000",
    "P180D, 250000000000000000",
    "P45D, 707106781186547524",
    "P30D, 793700525984099737"
  })
  void decayHalvesByItsHalfLife(Duration elapsed, BigInteger expected) {
    assertThat(FixedPoint.decay(elapsed, Duration.ofDays(90)))
        .isBetween(expected.subtract(BigInteger.ONE), expected);
  }

  @Test
  void whatIsVeryOldIsForgotten() {
    assertThat(FixedPoint.decay(Duration.ofDays(90_000), Duration.ofDays(90))).isZero();
  }
}
