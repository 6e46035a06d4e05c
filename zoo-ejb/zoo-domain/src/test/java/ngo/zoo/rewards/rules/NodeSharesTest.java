package ngo.zoo.rewards.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class NodeSharesTest {
  @Test
  void oneNodeHasItAll() {
    assertThat(NodeShares.of(units(10), 1, 1)).isEqualTo(new NodeShares(units(10), units(0)));
  }

  @Test
  void nobodyGainsByAnothersDivergence() {
    assertThat(NodeShares.of(units(12), 3, 3)).isEqualTo(new NodeShares(units(4), units(0)));
    assertThat(NodeShares.of(units(12), 3, 2)).isEqualTo(new NodeShares(units(4), units(4)));
    assertThat(NodeShares.of(units(12), 3, 1)).isEqualTo(new NodeShares(units(4), units(8)));
  }

  @Test
  void partsAndRestAreTheShareToTheUnit() {
    for (int asked = 1; asked <= 7; asked++) {
      for (int agreed = 1; agreed <= asked; agreed++) {
        NodeShares shares = NodeShares.of(units(1_000_003), asked, agreed);
        assertThat(
                shares
                    .each()
                    .units()
                    .multiply(BigInteger.valueOf(agreed))
                    .add(shares.rest().units()))
            .isEqualTo(BigInteger.valueOf(1_000_003));
      }
    }
    assertThatThrownBy(() -> NodeShares.of(units(1), 3, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Amount units(long units) {
    return new Amount(Asset.KEEPER, BigInteger.valueOf(units));
  }
}
