package ngo.zoo.bench.verification;

import java.util.SplittableRandom;

/**
 * The declared model of text and numerics.
 *
 * <p>A position has {@value #CANDIDATES} candidates with normal logits; their spread is log-normal
 * over positions, so that some are nearly certain and others open. A machine adds noise to each
 * logit: normal, ten times as large at one position in a hundred, on a scale that is log-normal
 * over machines and again over answers. The medians were set so that the three tests' figures are
 * those measured on a trained model of 0.84 million parameters (README).
 */
final class World {
  static final int CANDIDATES = 16;
  static final double TEMPERATURE = 0.8;

  /** Median scale of an honest machine's noise, in logits. */
  static final double HONEST = 0.0085;

  /** Log-normal spreads of that scale over machines and over one machine's answers. */
  static final double MACHINES = 0.35;

  static final double ANSWERS = 0.35;

  private static final double SPREAD = 2.2;
  private static final double SPREADS = 0.6;
  private static final int OUTLIER = 100;
  private static final double OUTLYING = 10;

  private World() {}

  static float[] logits(SplittableRandom random) {
    double spread = SPREAD * Math.exp(SPREADS * random.nextGaussian());
    float[] logits = new float[CANDIDATES];
    for (int i = 0; i < CANDIDATES; i++) {
      logits[i] = (float) (spread * random.nextGaussian());
    }
    return logits;
  }

  /** The logits as a machine with this much noise has them. */
  static float[] noisy(float[] logits, double scale, SplittableRandom random) {
    double here = random.nextInt(OUTLIER) == 0 ? OUTLYING * scale : scale;
    float[] noisy = new float[logits.length];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = (float) (logits[i] + here * random.nextGaussian());
    }
    return noisy;
  }

  static double lognormal(double median, double spread, SplittableRandom random) {
    return median * Math.exp(spread * random.nextGaussian());
  }

  /** The scale of a machine's noise. */
  static double machine(SplittableRandom random) {
    return lognormal(HONEST, MACHINES, random);
  }

  /** The scale in one answer. */
  static double answer(double machine, SplittableRandom random) {
    return lognormal(machine, ANSWERS, random);
  }

  /** The node's sampler: likeliest first, then the seed's number. */
  static int sample(float[] logits, double uniform) {
    int[] order = new int[logits.length];
    double[] weight = new double[logits.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double total = 0;
    for (int i = 0; i < order.length; i++) {
      weight[i] = Math.exp((logits[i] - largest) / TEMPERATURE);
      total += weight[i];
      int place = i;
      while (place > 0 && logits[order[place - 1]] < logits[i]) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = i;
    }
    double left = uniform * total;
    for (int token : order) {
      left -= weight[token];
      if (left < 0) {
        return token;
      }
    }
    return order[order.length - 1];
  }
}
