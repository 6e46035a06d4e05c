package ngo.zoo.rewards.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class FeeSplitTest {
  private static final FeeSplit.Shares GENESIS = new FeeSplit.Shares(1000, 4000, 4000, 1000);
  private static final UUID MAYA = new UUID(1, 1);
  private static final UUID OMAR = new UUID(1, 2);
  private static final UUID LIN = new UUID(1, 3);

  @Test
  void aCentOfKeeperSplitsTenFortyFortyTen() {
    FeeSplit split = FeeSplit.of(keeper("0.01"), GENESIS, List.of(MAYA));

    assertThat(split.burned()).isEqualTo(keeper("0.001"));
    assertThat(split.node()).isEqualTo(keeper("0.004"));
    assertThat(split.contributors()).isEqualTo(Map.of(MAYA, keeper("0.004")));
    assertThat(split.treasury()).isEqualTo(keeper("0.001"));
  }

  @Test
  void remaindersGoToTheTreasury() {
    FeeSplit split = FeeSplit.of(units(19), GENESIS, List.of(MAYA, OMAR, LIN));

    assertThat(split.burned()).isEqualTo(units(1));
    assertThat(split.node()).isEqualTo(units(7));
    assertThat(split.contributors().values()).containsOnly(units(2)).hasSize(3);
    assertThat(split.treasury()).isEqualTo(units(5));
  }

  @Test
  void anAuthorOfTwoExperiencesHasTwoShares() {
    FeeSplit split = FeeSplit.of(units(30), GENESIS, List.of(MAYA, OMAR, MAYA));

    assertThat(split.contributors()).isEqualTo(Map.of(MAYA, units(8), OMAR, units(4)));
  }

  @Test
  void withoutAuthorsTheTreasuryTakesTheirShare() {
    FeeSplit split = FeeSplit.of(units(100), GENESIS, List.of());

    assertThat(split.contributors()).isEmpty();
    assertThat(split.treasury()).isEqualTo(units(50));
  }

  @Test
  void sharesThatDoNotAddUpCountInProportion() {
    FeeSplit split =
        FeeSplit.of(units(110), new FeeSplit.Shares(2000, 4000, 4000, 1000), List.of());

    assertThat(split.burned()).isEqualTo(units(20));
    assertThat(split.node()).isEqualTo(units(40));
  }

  @Test
  void negativeFeesAndSharesAreRefused() {
    assertThatThrownBy(() -> FeeSplit.of(units(-1), GENESIS, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FeeSplit.Shares(-1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A million fees, whatever the governed shares and the authors: the parts sum to the fee. */
  @Test
  void partsAlwaysSumToTheFee() {
    Random random = new Random(20_260_102);
    for (int i = 0; i < 1_000_000; i++) {
      Amount fee = Amount.keeper(new BigInteger(random.nextInt(80), random));
      FeeSplit.Shares shares =
          new FeeSplit.Shares(
              basisPoints(random), basisPoints(random), basisPoints(random), basisPoints(random));
      List<UUID> authors = authors(random);

      FeeSplit split = FeeSplit.of(fee, shares, authors);

      Amount sum = split.parts().stream().reduce(Amount.zero(Asset.KEEPER), Amount::plus);
      boolean exact = sum.equals(fee) && split.parts().stream().noneMatch(Amount::isNegative);
      boolean complete = split.contributors().keySet().equals(new HashSet<>(authors));
      if (!exact || !complete) {
        fail("%s by %s among %s gives %s", fee, shares, authors, split);
      }
    }
  }

  private static List<UUID> authors(Random random) {
    return new ArrayList<>(
        Stream.generate(() -> new UUID(2, random.nextInt(4))).limit(random.nextInt(9)).toList());
  }

  private static int basisPoints(Random random) {
    return random.nextInt(4) == 0 ? 0 : random.nextInt(10_001);
  }

  private static Amount units(long units) {
    return Amount.keeper(BigInteger.valueOf(units));
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
