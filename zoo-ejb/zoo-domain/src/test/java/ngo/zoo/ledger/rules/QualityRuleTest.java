package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import ngo.zoo.ledger.Quality;
import ngo.zoo.ledger.rules.QualityRule.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QualityRuleTest {
  private static final QualityRule RAW = new QualityRule(4000, 3000, 3000, VoteShare.RAW);

  @Test
  void isTheWeightedSumOfItsParts() {
    Quality quality = RAW.of(new Counters(3, 1, 50, 200, 9000));

    assertThat(quality).isEqualTo(new Quality(6450, 7500, 2500, 9000));
  }

  @Test
  void isDefinedWhereNobodyVotedAndNothingWasUsed() {
    assertThat(RAW.of(new Counters(0, 0, 0, 0, 5000))).isEqualTo(new Quality(3500, 5000, 0, 5000));
    assertThat(VoteShare.WILSON.basisPoints(0, 0)).isZero();
  }

  /** Computed with forty digits from the closed form with z = 1.959963984540054. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 2065",
    "0, 1, 0",
    "1, 1, 945",
    "10, 0, 7224",
    "8, 2, 4901",
    "90, 10, 8256",
    "900, 100, 8798",
    "1000000, 0, 9999"
  })
  void wilsonAsksForManyVotesBeforeItBelieves(long up, long down, int lower) {
    assertThat(VoteShare.WILSON.basisPoints(up, down)).isEqualTo(lower);
  }

  @Test
  void onlySharesOfTheWeightsCount() {
    Random random = new Random(11);
    for (int i = 0; i < 1000; i++) {
      Counters counters = counters(random);
      int a = 1 + random.nextInt(1000);
      int b = 1 + random.nextInt(1000);
      int c = 1 + random.nextInt(1000);

      assertThat(new QualityRule(7 * a, 7 * b, 7 * c, VoteShare.RAW).of(counters))
          .isEqualTo(new QualityRule(a, b, c, VoteShare.RAW).of(counters));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPartIsAShareAndMoreOfWhatIsGoodNeverLowersIt(VoteShare votes) {
    Random random = new Random(12);
    for (int i = 0; i < 5000; i++) {
      QualityRule rule =
          new QualityRule(
              1 + random.nextInt(10_000),
              1 + random.nextInt(10_000),
              1 + random.nextInt(10_000),
              votes);
      Counters c = counters(random);
      Quality quality = rule.of(c);

      assertThat(quality.qualityBasisPoints()).isBetween(0, 10_000);
      assertThat(quality.votesBasisPoints()).isBetween(0, 10_000);
      assertThat(quality.usageBasisPoints()).isBetween(0, 10_000);
      assertThat(quality.qualityBasisPoints())
          .isLessThanOrEqualTo(
              q(rule, new Counters(c.up() + 1, c.down(), c.usage(), c.mostUsed(), c.confidence())))
          .isGreaterThanOrEqualTo(
              q(rule, new Counters(c.up(), c.down() + 1, c.usage(), c.mostUsed(), c.confidence())))
          .isLessThanOrEqualTo(
              q(rule, new Counters(c.up(), c.down(), c.usage() + 1, c.mostUsed(), c.confidence())));
    }
  }

  @Test
  void wilsonIsBelowTheRawShareAndComesNearIt() {
    Random random = new Random(13);
    for (int i = 0; i < 2000; i++) {
      long up = random.nextInt(50);
      long down = random.nextInt(50) + 1L;
      int raw = VoteShare.RAW.basisPoints(up, down);

      assertThat(VoteShare.WILSON.basisPoints(up, down)).isLessThanOrEqualTo(raw);
      assertThat(VoteShare.WILSON.basisPoints(up * 10_000_000, down * 10_000_000))
          .isCloseTo(raw, within(3));
    }
  }

  @Test
  void aWeightOfZeroIsRefused() {
    assertThatThrownBy(() -> new QualityRule(0, 1, 1, VoteShare.RAW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int q(QualityRule rule, Counters counters) {
    return rule.of(counters).qualityBasisPoints();
  }

  private static Counters counters(Random random) {
    long most = random.nextInt(4) == 0 ? 0 : random.nextInt(1_000_000);
    long usage = most == 0 ? 0 : random.nextLong(most + 1);
    int votes = 1 + random.nextInt(1000);
    return new Counters(
        random.nextInt(votes), random.nextInt(votes), usage, most, random.nextInt(10_001));
  }
}
