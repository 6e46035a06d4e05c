package ngo.zoo.gpu.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamWTest {

  @Test
  void movesByTheRateAgainstTheFirstGradient() {
    float[] parameters = {0f, 0f};
    new AdamW(2).step(parameters, new float[] {0.3f, -0.004f}, 0.01);
    assertThat(parameters[0]).isCloseTo(-0.01f, within(1e-5f));
    assertThat(parameters[1]).isCloseTo(0.01f, within(1e-5f));
  }

  @Test
  void decaysWhatHasNoGradient() {
    float[] parameters = {1f};
    new AdamW(1).step(parameters, new float[] {0f}, 0.1);
    assertThat(parameters[0]).isCloseTo(0.995f, within(1e-6f));
  }

  @Test
  void findsTheBottomOfABowl() {
    float[] parameters = {3f, -2f};
    AdamW optimizer = new AdamW(2);
    for (int step = 0; step < 2000; step++) {
      float[] gradient = {2 * (parameters[0] - 1), 20 * (parameters[1] - 0.5f)};
      optimizer.step(parameters, gradient, 0.01);
    }
    assertThat(parameters[0]).isCloseTo(1f, within(0.05f));
    assertThat(parameters[1]).isCloseTo(0.5f, within(0.05f));
  }

  @Test
  void reportsTheNormBeforeClipping() {
    assertThat(new AdamW(2).step(new float[2], new float[] {3f, 4f}, 0)).isEqualTo(5);
  }
}
