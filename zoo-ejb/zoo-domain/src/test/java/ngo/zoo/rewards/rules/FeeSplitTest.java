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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.rewards.SplitFallback;
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
  void contributorsOfOneExperienceShareItsPartToTheLastUnit() {
    FeeSplit split =
        FeeSplit.among(
            units(55),
            GENESIS,
            SplitFallback.TREASURY,
            List.of(List.of(MAYA, OMAR, LIN), List.of(MAYA)),
            List.of());

    assertThat(split.contributors())
        .isEqualTo(Map.of(MAYA, units(15), OMAR, units(4), LIN, units(3)));
    assertThat(split.treasury()).isEqualTo(units(6));
    assertThatThrownBy(
            () ->
                FeeSplit.among(
                    units(9), GENESIS, SplitFallback.NODE, List.of(List.of()), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutAuthorsTheTreasuryTakesTheirShare() {
    FeeSplit split = FeeSplit.of(units(100), GENESIS, List.of());

    assertThat(split.contributors()).isEmpty();
    assertThat(split.treasury()).isEqualTo(units(50));
  }

  @Test
  void withoutAuthorsTheirShareGoesWhereGovernanceSays() {
    FeeSplit node = FeeSplit.of(units(105), GENESIS, SplitFallback.NODE, List.of(), List.of());
    FeeSplit burn = FeeSplit.of(units(105), GENESIS, SplitFallback.BURN, List.of(), List.of());

    assertThat(node.parts()).containsExactly(units(10), units(84), units(11));
    assertThat(burn.parts()).containsExactly(units(52), units(42), units(11));
  }

  @Test
  void measuredEffectsWeighTheShares() {
    List<UUID> authors = List.of(MAYA, OMAR, LIN);
    FeeSplit split =
        FeeSplit.of(units(100), GENESIS, SplitFallback.TREASURY, authors, List.of(5, 3, 0));
    FeeSplit none = FeeSplit.of(units(100), GENESIS, SplitFallback.NODE, authors, List.of(0, 0, 0));

    assertThat(split.contributors())
        .isEqualTo(Map.of(MAYA, units(25), OMAR, units(15), LIN, units(0)));
    assertThat(none.node()).isEqualTo(units(80));
    assertThatThrownBy(
            () -> FeeSplit.of(units(1), GENESIS, SplitFallback.NODE, authors, List.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
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
      List<Integer> weights = random.nextBoolean() ? List.of() : weights(random, authors.size());
      SplitFallback fallback = SplitFallback.values()[random.nextInt(3)];

      FeeSplit split = FeeSplit.of(fee, shares, fallback, authors, weights);

      Amount sum = split.parts().stream().reduce(Amount.zero(Asset.KEEPER), Amount::plus);
      boolean exact = sum.equals(fee) && split.parts().stream().noneMatch(Amount::isNegative);
      boolean effect = weights.isEmpty() || weights.stream().anyMatch(weight -> weight > 0);
      boolean complete =
          split.contributors().keySet().equals(effect ? new HashSet<>(authors) : Set.of());
      Amount earned = split.experiences().stream().reduce(Amount.zero(Asset.KEEPER), Amount::plus);
      Amount paid =
          split.contributors().values().stream().reduce(Amount.zero(Asset.KEEPER), Amount::plus);
      boolean named = split.experiences().size() == (effect ? authors.size() : 0);
      if (!exact || !complete || !named || !earned.equals(paid)) {
        fail("%s by %s among %s of %s gives %s", fee, shares, authors, weights, split);
      }
    }
  }

  /** Whoever and however many contributed to what, an experience's part is divided whole. */
  @Test
  void partsOfSeveralContributorsSumToTheFee() {
    Random random = new Random(20_261_121);
    for (int i = 0; i < 20_000; i++) {
      Amount fee = Amount.keeper(new BigInteger(random.nextInt(80), random));
      List<List<UUID>> contributors =
          Stream.generate(() -> new ArrayList<>(new HashSet<>(authors(random))))
              .filter(members -> !members.isEmpty())
              .<List<UUID>>map(members -> members)
              .limit(random.nextInt(9))
              .toList();
      FeeSplit alone =
          FeeSplit.of(fee, GENESIS, contributors.stream().map(List::getFirst).toList());

      FeeSplit split =
          FeeSplit.among(fee, GENESIS, SplitFallback.TREASURY, contributors, List.of());

      Amount sum = split.parts().stream().reduce(Amount.zero(Asset.KEEPER), Amount::plus);
      assertThat(sum).isEqualTo(fee);
      assertThat(split.treasury()).isEqualTo(alone.treasury());
      assertThat(split.parts()).noneMatch(Amount::isNegative);
    }
  }

  private static List<UUID> authors(Random random) {
    return new ArrayList<>(
        Stream.generate(() -> new UUID(2, random.nextInt(4))).limit(random.nextInt(9)).toList());
  }

  private static List<Integer> weights(Random random, int size) {
    int most = random.nextInt(4) == 0 ? 1 : Integer.MAX_VALUE;
    return Stream.generate(() -> random.nextInt(most)).limit(size).toList();
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
