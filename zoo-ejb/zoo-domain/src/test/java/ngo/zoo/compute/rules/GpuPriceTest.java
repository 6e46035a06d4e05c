package ngo.zoo.compute.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class GpuPriceTest {
  private static final Amount CAP = zen("100");

  @Test
  void anHourCostsTheHourlyPriceAndTheNetworkGetsItsShare() {
    GpuPrice price = new GpuPrice(zen("2.5"), 500);

    assertThat(price.cost(3600, CAP)).isEqualTo(zen("2.5"));
    assertThat(price.cost(0, CAP)).isEqualTo(zen("0"));
    assertThat(price.parts(zen("2.5")).provider()).isEqualTo(zen("2.375"));
    assertThat(price.parts(zen("2.5")).network()).isEqualTo(zen("0.125"));
  }

  @Test
  void nothingCostsMoreThanTheCap() {
    GpuPrice price = new GpuPrice(zen("2.5"), 500);

    assertThat(price.cost(Long.MAX_VALUE, CAP)).isEqualTo(CAP);
  }

  @Test
  void aFractionOfABaseUnitIsNotCharged() {
    GpuPrice price = new GpuPrice(units(1), 500);

    assertThat(price.cost(3599, CAP)).isEqualTo(units(0));
    assertThat(price.cost(3600, CAP)).isEqualTo(units(1));
    assertThat(price.parts(units(1)).provider()).isEqualTo(units(0));
    assertThat(price.parts(units(1)).network()).isEqualTo(units(1));
  }

  /** However work is cut into steps, the steps' parts sum to those of the whole. */
  @Test
  void stepsSumToTheWhole() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      GpuPrice price = new GpuPrice(units(1 + random.nextInt(100_000)), random.nextInt(10_001));
      Amount cap = units(1 + random.nextInt(1_000_000));
      GpuPrice.Parts paid = price.parts(units(0));
      long seconds = 0;
      for (int step = 0; step < 20; step++) {
        Amount before = price.cost(seconds, cap);
        seconds += random.nextInt(5000);
        GpuPrice.Parts now = price.parts(price.cost(seconds, cap)).minus(price.parts(before));
        assertThat(now.provider().isNegative() || now.network().isNegative()).isFalse();
        paid =
            new GpuPrice.Parts(
                paid.provider().plus(now.provider()), paid.network().plus(now.network()));
      }
      Amount cost = price.cost(seconds, cap);
      assertThat(paid).isEqualTo(price.parts(cost));
      assertThat(paid.provider().plus(paid.network())).isEqualTo(cost);
      assertThat(cost.compareTo(cap)).isNotPositive();
    }
  }

  private static Amount zen(String decimal) {
    return Amount.parse(Asset.ZEN, decimal);
  }

  private static Amount units(long units) {
    return new Amount(Asset.ZEN, BigInteger.valueOf(units));
  }
}
