package ngo.zoo.gpu.node.model;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Chooses tokens. The randomness of a position is a function of seed and position alone, so any
 * position can be checked again by itself, and streaming or a resumed answer shift nothing.
 *
 * @param temperature 0 takes the likeliest token
 * @param topP the nucleus' share of probability, in (0, 1]
 */
public record Sampler(double temperature, double topP, long seed) {

  /** Refuses values outside their ranges. */
  public Sampler {
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException("temperature must be between 0 and 2");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top_p must be above 0 and at most 1");
    }
  }

  /** Always the likeliest token. */
  public static Sampler greedy() {
    return new Sampler(0, 1, 0);
  }

  /** The token for this position; equal logits are ordered by token. */
  public int choose(float[] logits, long position) {
    Integer[] order = likeliestFirst(logits);
    if (temperature == 0) {
      return order[0];
    }
    double[] weights = new double[logits.length];
    double total = 0;
    for (int i = 0; i < order.length; i++) {
      weights[i] = StrictMath.exp((logits[order[i]] - logits[order[0]]) / temperature);
      total += weights[i];
    }
    return order[draw(weights, total, uniform(seed, position))];
  }

  private int draw(double[] weights, double total, double uniform) {
    int kept = 0;
    double nucleus = 0;
    while (kept < weights.length && nucleus < topP * total) {
      nucleus += weights[kept++];
    }
    double left = uniform * nucleus;
    for (int i = 0; i < kept; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return kept - 1;
  }

  /** The natural logarithms of the model's own probabilities, before temperature and nucleus. */
  public static double[] logProbabilities(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += StrictMath.exp(logit - largest);
    }
    double normaliser = largest + StrictMath.log(sum);
    double[] result = new double[logits.length];
    Arrays.setAll(result, token -> logits[token] - normaliser);
    return result;
  }

  /** A number in [0, 1) for a position: the finaliser of SplitMix64 (Steele et al. 2014), twice. */
  public static double uniform(long seed, long position) {
    long bits = mix(mix(seed) + 0x9E3779B97F4A7C15L * (position + 1));
    return (bits >>> 11) * 0x1.0p-53;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  private static Integer[] likeliestFirst(float[] logits) {
    Integer[] order = new Integer[logits.length];
    Arrays.setAll(order, token -> token);
    Arrays.sort(order, Comparator.comparingDouble((Integer token) -> logits[token]).reversed());
    return order;
  }
}
