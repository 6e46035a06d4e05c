package ngo.zoo.routing.rules.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The log-probabilities of an answer's tokens with some of them invented: who runs the model sees
 * it at a glance, who does not has nothing to see it by, for tokens and text are the model's own.
 *
 * @param logprobs millionths of a nat, at most 0
 * @param distance their mean distance from the true ones, nats
 */
public record FalseClaim(List<Long> logprobs, double distance) {
  private static final double MICRO = 1e6;

  /** Nats, however narrow the thresholds. */
  private static final double LEAST = 0.5;

  /** Nats; where honest machines are so far apart nobody can be tested. */
  private static final double MOST = 4;

  /** Thresholds by which it is beyond what fails, so that no honest machine can overlook it. */
  private static final double BEYOND = 3 * Thresholds.FAILING;

  /** Nats; what is invented is exponential, as log-probabilities of sampled tokens nearly are. */
  private static final double MEAN = 2;

  public FalseClaim {
    logprobs = List.copyOf(logprobs);
  }

  /**
   * How far off a claim must be.
   *
   * @param threshold the widest T1 threshold of any pair of backends with these weights
   * @return empty when no claim could be as far off as honest machines are apart
   */
  public static OptionalDouble least(double threshold) {
    double least = Math.max(LEAST, BEYOND * threshold);
    return least > MOST ? OptionalDouble.empty() : OptionalDouble.of(least);
  }

  /**
   * Invents log-probabilities of tokens drawn at random until the mean is far enough off.
   *
   * @param honest at least one
   * @param least see {@link #least(double)}; more than a token can be off is never reached
   */
  public static FalseClaim of(List<Long> honest, double least, RandomGenerator random) {
    if (honest.isEmpty()) {
      throw new IllegalArgumentException("an answer has tokens");
    }
    List<Long> claimed = new ArrayList<>(honest);
    double off = 0;
    while (off < least * honest.size()) {
      int at = random.nextInt(honest.size());
      long invented = -Math.round(-Math.log1p(-random.nextDouble()) * MEAN * MICRO);
      double former = distance(honest.get(at), claimed.get(at));
      double now = distance(honest.get(at), invented);
      if (now > former) {
        claimed.set(at, invented);
        off += now - former;
      }
    }
    return new FalseClaim(claimed, off / honest.size());
  }

  /** As it counts: beyond the clip no further. */
  private static double distance(long one, long other) {
    return Math.abs(clipped(one) - clipped(other));
  }

  private static double clipped(long logprob) {
    return Math.max(logprob / MICRO, -TokenCheck.CLIP);
  }
}
