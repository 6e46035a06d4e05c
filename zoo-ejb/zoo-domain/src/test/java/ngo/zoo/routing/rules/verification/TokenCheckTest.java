package ngo.zoo.routing.rules.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenCheckTest {
  private static final float[] TWO_TO_ONE = {(float) Math.log(2), 0};

  @Test
  void figuresOfAKnownDistribution() {
    TokenCheck check = TokenCheck.of(TWO_TO_ONE, 1, Math.log(1.0 / 3) - 0.5, 1, 1, 0.9);
    double entropy = -2.0 / 3 * Math.log(2.0 / 3) - 1.0 / 3 * Math.log(1.0 / 3);

    assertThat(check.distance()).isCloseTo(0.5, within(1e-6));
    assertThat(check.surprise()).isCloseTo(Math.log(3) - entropy, within(1e-6));
    // Two values that differ by ln 2, with probabilities 2/3 and 1/3.
    assertThat(check.variance()).isCloseTo(2.0 / 9 * Math.pow(Math.log(2), 2), within(1e-6));
    assertThat(check.hard()).isFalse();
  }

  @Test
  void theSeedsNumberMustPointAtTheToken() {
    assertThat(TokenCheck.of(TWO_TO_ONE, 1, Double.NaN, 1, 1, 0.66).hard()).isFalse();
    assertThat(TokenCheck.of(TWO_TO_ONE, 1, Double.NaN, 1, 1, 0.60).hard()).isTrue();
    assertThat(TokenCheck.of(TWO_TO_ONE, 0, Double.NaN, 1, 1, 0.68).hard()).isFalse();
    assertThat(TokenCheck.of(TWO_TO_ONE, 0, Double.NaN, 1, 1, 0.70).hard()).isTrue();
    assertThat(TokenCheck.of(TWO_TO_ONE, 0, Double.NaN, 1, 1, Double.NaN).hard()).isFalse();
  }

  @Test
  void outsideTheNucleusIsHard() {
    float[] logits = {3, 0, 0};
    assertThat(TokenCheck.of(logits, 1, Double.NaN, 1, 0.5, 0.95).hard()).isTrue();
    assertThat(TokenCheck.of(logits, 1, Double.NaN, 1, 1, 0.95).hard()).isFalse();
    assertThat(TokenCheck.of(logits, 0, Double.NaN, 1, 0.5, 0.95).hard()).isFalse();
  }

  @Test
  void greedyLooksAtTheGapAlone() {
    float[] logits = {1, 0.8f, 0.7f};
    assertThat(TokenCheck.of(logits, 1, Double.NaN, 0, 1, 0.5))
        .isEqualTo(new TokenCheck(Double.NaN, 0, 0, false));
    assertThat(TokenCheck.of(logits, 2, Double.NaN, 0, 1, 0.5).hard()).isTrue();
  }

  @Test
  void anImpossibleTokenCountsTwentyAtMost() {
    float[] logits = {0, -100};
    TokenCheck check = TokenCheck.of(logits, 1, Double.NEGATIVE_INFINITY, 1, 1, 0.5);
    assertThat(check.distance()).isZero();
    assertThat(check.surprise()).isCloseTo(20, within(1e-6));
    assertThat(TokenCheck.of(logits, 1, 0, 1, 1, 0.5).distance()).isEqualTo(20);
  }

  /** Rounding on both sides, also where it swaps near ties, is never hard. */
  @Test
  void smallNoiseIsNeverHard() {
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 20_000; run++) {
      float[] mine = new float[12];
      float[] theirs = new float[12];
      for (int i = 0; i < mine.length; i++) {
        float logit = i % 3 == 0 ? 1 : (float) (random.nextDouble() * 6);
        mine[i] = logit + (float) (random.nextDouble() - 0.5) * 0.02f;
        theirs[i] = logit + (float) (random.nextDouble() - 0.5) * 0.02f;
      }
      double uniform = random.nextDouble();
      double topP = run % 2 == 0 ? 1 : 0.5 + random.nextDouble() / 2;
      double temperature = 0.5 + random.nextDouble();
      int token = chosen(theirs, temperature, topP, uniform);
      assertThat(TokenCheck.of(mine, token, Double.NaN, temperature, topP, uniform).hard())
          .isFalse();
    }
  }

  /** The node's sampler in a few words: likeliest first, cut at the nucleus, then the number. */
  private static int chosen(float[] logits, double temperature, double topP, double uniform) {
    double[] p =
        IntStream.range(0, logits.length)
            .mapToDouble(i -> Math.exp(TokenCheck.logProbability(logits, i, temperature)))
            .toArray();
    Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -p[i]));
    double nucleus = 0;
    int kept = 0;
    while (kept < order.length && nucleus < topP) {
      nucleus += p[order[kept++]];
    }
    double left = uniform * nucleus;
    for (int i = 0; i < kept; i++) {
      left -= p[order[i]];
      if (left < 0) {
        return order[i];
      }
    }
    return order[kept - 1];
  }
}
