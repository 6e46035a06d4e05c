package ngo.zoo.gpu.node.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final float[] LOGITS = {1f, 3f, 3f, -2f};

  @Test
  void choosesAlikeForTheSameSeedAndPosition() {
    Sampler one = new Sampler(1, 1, 42);
    Sampler same = new Sampler(1, 1, 42);
    for (int position = 200; position > 0; position--) {
      assertThat(same.choose(LOGITS, position)).isEqualTo(one.choose(LOGITS, position));
    }
  }

  @Test
  void choosesOtherwiseForAnotherSeed() {
    assertThat(choices(new Sampler(1, 1, 1))).isNotEqualTo(choices(new Sampler(1, 1, 2)));
  }

  @Test
  void greedyTakesTheFirstOfEquals() {
    assertThat(Sampler.greedy().choose(LOGITS, 0)).isEqualTo(1);
  }

  @Test
  void drawsInProportionToProbability() {
    float[] logits = {(float) Math.log(0.7), (float) Math.log(0.2), (float) Math.log(0.1)};
    Sampler sampler = new Sampler(1, 1, 5);
    int[] counts = new int[3];
    for (int position = 0; position < 20_000; position++) {
      counts[sampler.choose(logits, position)]++;
    }
    assertThat(counts[0] / 20_000.0).isCloseTo(0.7, within(0.02));
    assertThat(counts[1] / 20_000.0).isCloseTo(0.2, within(0.02));
  }

  @Test
  void nucleusLeavesTheUnlikelyOut() {
    Sampler sampler = new Sampler(1, 0.9, 5);
    assertThat(choices(sampler)).containsOnly(1, 2);
  }

  @Test
  void spreadsItsNumbersEvenly() {
    double mean =
        LongStream.range(0, 50_000).mapToDouble(i -> Sampler.uniform(9, i)).average().orElseThrow();
    assertThat(mean).isCloseTo(0.5, within(0.01));
    assertThat(LongStream.range(0, 50_000).mapToDouble(seed -> Sampler.uniform(seed, 0)).boxed())
        .allMatch(u -> u >= 0 && u < 1)
        .doesNotHaveDuplicates();
  }

  @Test
  void logProbabilitiesSumToOne() {
    double[] logs = Sampler.logProbabilities(new float[] {1000f, 999f, -1000f});
    assertThat(Arrays.stream(logs).map(Math::exp).sum()).isCloseTo(1, within(1e-12));
    assertThat(logs[0] - logs[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThatThrownBy(() -> new Sampler(-0.1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Sampler(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Sampler(Double.NaN, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int[] choices(Sampler sampler) {
    return LongStream.range(0, 300).mapToInt(i -> sampler.choose(LOGITS, i)).toArray();
  }
}
