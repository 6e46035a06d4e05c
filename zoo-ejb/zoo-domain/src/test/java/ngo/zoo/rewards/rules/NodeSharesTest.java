package ngo.zoo.rewards.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class NodeSharesTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);

  @Test
  void oneNodeHasItAll() {
    assertThat(shares(10, 7, Map.of(A, 7L)))
        .isEqualTo(new NodeShares(Map.of(A, units(10)), units(0)));
  }

  @Test
  void nobodyGainsByAnothersDivergence() {
    assertThat(shares(12, 3, Map.of(A, 1L, B, 1L, C, 1L)).parts().values()).containsOnly(units(4));
    assertThat(shares(12, 3, Map.of(A, 1L, B, 1L)))
        .isEqualTo(new NodeShares(Map.of(A, units(4), B, units(4)), units(4)));
    assertThat(shares(12, 3, Map.of(B, 1L)))
        .isEqualTo(new NodeShares(Map.of(B, units(4)), units(8)));
  }

  @Test
  void eachHasItsPartByWhatItAsks() {
    assertThat(shares(40, 10, Map.of(A, 5L, B, 3L)))
        .isEqualTo(new NodeShares(Map.of(A, units(20), B, units(12)), units(8)));
  }

  /** What a node gets that a panel cleared later is no more than it would have had at once. */
  @Test
  void whoIsClearedLaterHasItsPartBesideTheOther() {
    assertThat(NodeShares.beside(units(20), BigInteger.valueOf(5), BigInteger.TWO))
        .isEqualTo(units(8));
    Random random = new Random(5);
    for (int round = 0; round < 1000; round++) {
      long share = random.nextLong(1_000_000);
      long its = random.nextLong(1, 1000);
      long asks = random.nextLong(1, 1000);
      NodeShares shares = shares(share, its + asks, Map.of(A, its));
      Amount later =
          NodeShares.beside(
              shares.parts().getOrDefault(A, units(0)),
              BigInteger.valueOf(its),
              BigInteger.valueOf(asks));
      assertThat(later).isLessThanOrEqualTo(shares.rest());
    }
  }

  @Test
  void partsAndRestAreTheShareToTheUnit() {
    Random random = new Random(11);
    for (int round = 0; round < 1000; round++) {
      Map<UUID, Long> agreed = new HashMap<>();
      long asked = random.nextLong(1, 1000);
      for (int i = random.nextInt(1, 8); i > 0; i--) {
        long price = random.nextLong(1, 1_000_000);
        asked += price;
        agreed.put(new UUID(1, i), price);
      }
      NodeShares shares = shares(1_000_003, asked, agreed);
      Amount sum = shares.parts().values().stream().reduce(shares.rest(), Amount::plus);
      assertThat(sum).isEqualTo(units(1_000_003));
      assertThat(shares.rest().isNegative()).isFalse();
    }
    assertThatThrownBy(() -> shares(1, 3, Map.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shares(1, 3, Map.of(A, 4L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static NodeShares shares(long share, long asked, Map<UUID, Long> agreed) {
    Map<UUID, BigInteger> prices = new HashMap<>();
    agreed.forEach((node, price) -> prices.put(node, BigInteger.valueOf(price)));
    return NodeShares.of(units(share), BigInteger.valueOf(asked), prices);
  }

  private static Amount units(long units) {
    return new Amount(Asset.KEEPER, BigInteger.valueOf(units));
  }
}
