package ngo.zoo.routing.rules.verification;

import java.util.Arrays;

/**
 * What a verifier finds about one token of an answer when it forces the answer's tokens through its
 * own copy of the model. Natural logarithms throughout.
 *
 * @param distance between claimed and own log-probability; NaN when none was claimed
 * @param surprise −log p of the token less its expectation, at the requested temperature; 0 when
 *     greedy
 * @param variance of −log p over the tokens that could have come; 0 when greedy
 * @param hard the token cannot have come from this model with this seed, within tolerance
 */
public record TokenCheck(double distance, double surprise, double variance, boolean hard) {

  /** A greedy token whose logit is further below the greatest is no rounding. */
  public static final double GREEDY_GAP = 0.25;

  /** How far the seed's number may lie outside the token's interval of the distribution. */
  public static final double INTERVAL_MARGIN = 0.02;

  /**
   * Tokens whose logits differ by less may stand in either order on another machine, and with them
   * their intervals.
   */
  public static final double TIE = 0.1;

  /** A log-probability below −20 says no more than −20. */
  public static final double CLIP = 20;

  /**
   * Checks a token.
   *
   * @param logits of every token at this position, by the verifier
   * @param claimed the node's log-probability of the token by the model alone; NaN for none
   * @param temperature 0 for greedy
   * @param topP nucleus share in (0, 1]
   * @param uniform the number in [0, 1) that seed and position give; NaN when the seed decides
   *     nothing, as with backends whose sampler is not ours
   */
  public static TokenCheck of(
      float[] logits, int token, double claimed, double temperature, double topP, double uniform) {
    double distance = Math.abs(clip(claimed) - clip(logProbability(logits, token, 1)));
    if (temperature == 0) {
      return new TokenCheck(distance, 0, 0, largest(logits) - logits[token] > GREEDY_GAP);
    }
    double[] tempered = probabilities(logits, temperature);
    double entropy = 0;
    double square = 0;
    for (double p : tempered) {
      double nats = p == 0 ? 0 : Math.min(-Math.log(p), CLIP);
      entropy += p * nats;
      square += p * nats * nats;
    }
    return new TokenCheck(
        distance,
        Math.min(-Math.log(tempered[token]), CLIP) - entropy,
        Math.max(0, square - entropy * entropy),
        isOutside(logits, tempered, token, topP, uniform));
  }

  /** The log-probability of a token among these logits. */
  public static double logProbability(float[] logits, int token, double temperature) {
    double largest = largest(logits);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((logit - largest) / temperature);
    }
    return (logits[token] - largest) / temperature - Math.log(sum);
  }

  /**
   * Whether the seed's number points at another token whatever the order of near ties. The tokens
   * surely before this one bound its interval from below, all that are not surely behind from
   * above.
   */
  private static boolean isOutside(
      float[] logits, double[] probabilities, int token, double topP, double uniform) {
    if (Double.isNaN(uniform)) {
      return false;
    }
    double before = 0;
    double until = 0;
    for (int i = 0; i < logits.length; i++) {
      before += logits[i] > logits[token] + TIE ? probabilities[i] : 0;
      until += logits[i] >= logits[token] - TIE ? probabilities[i] : 0;
    }
    double least = uniform * topP;
    // Where the share is reached within the margin, another machine's nucleus has one token more.
    double most = uniform * nucleus(probabilities, Math.min(1, topP + INTERVAL_MARGIN));
    return most < before - INTERVAL_MARGIN || least > until + INTERVAL_MARGIN;
  }

  /** The probability of the fewest likeliest tokens that reach the share. */
  private static double nucleus(double[] probabilities, double share) {
    if (share == 1) {
      return 1;
    }
    double[] ascending = probabilities.clone();
    Arrays.sort(ascending);
    double sum = 0;
    for (int i = ascending.length - 1; i >= 0 && sum < share; i--) {
      sum += ascending[i];
    }
    return sum;
  }

  private static double[] probabilities(float[] logits, double temperature) {
    double largest = largest(logits);
    double[] weights = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      weights[i] = Math.exp((logits[i] - largest) / temperature);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double largest(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    return largest;
  }

  private static double clip(double logProbability) {
    return Math.max(logProbability, -CLIP);
  }
}
