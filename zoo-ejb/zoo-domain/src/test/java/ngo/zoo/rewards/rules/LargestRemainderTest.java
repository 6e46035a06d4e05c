package ngo.zoo.rewards.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LargestRemainderTest {
  @Test
  void theUnitsLeftGoToTheLargestRemaindersAndOfEqualsToTheFirst() {
    assertThat(LargestRemainder.divide(units(10), weights(1, 1, 1))).isEqualTo(weights(4, 3, 3));
    assertThat(LargestRemainder.divide(units(10), weights(4, 15, 1))).isEqualTo(weights(2, 8, 0));
    assertThat(LargestRemainder.divide(units(7), weights(0, 0))).isEqualTo(weights(0, 0));
    assertThat(LargestRemainder.divide(units(7), List.of())).isEmpty();
  }

  @Test
  void nothingNegativeIsDivided() {
    assertThatThrownBy(() -> LargestRemainder.divide(units(-1), weights(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LargestRemainder.divide(units(1), weights(2, -1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void partsSumToTheWholeAndNoneIsAUnitOff() {
    Random random = new Random(11);
    for (int i = 0; i < 100_000; i++) {
      BigInteger whole = new BigInteger(random.nextInt(90), random);
      List<BigInteger> weights =
          Stream.generate(() -> new BigInteger(random.nextInt(60), random))
              .limit(1 + random.nextInt(12))
              .toList();
      BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
      List<BigInteger> parts = LargestRemainder.divide(whole, weights);

      assertThat(parts.stream().reduce(BigInteger.ZERO, BigInteger::add))
          .isEqualTo(sum.signum() == 0 ? BigInteger.ZERO : whole);
      for (int n = 0; n < parts.size() && sum.signum() > 0; n++) {
        BigInteger floor = whole.multiply(weights.get(n)).divide(sum);
        assertThat(parts.get(n)).isBetween(floor, floor.add(BigInteger.ONE));
      }
    }
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }

  private static List<BigInteger> weights(long... weights) {
    return LongStream.of(weights).mapToObj(BigInteger::valueOf).toList();
  }
}
