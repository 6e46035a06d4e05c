package ngo.zoo.routing.rules.verification;

import java.util.ArrayList;
import java.util.List;

/**
 * The three tests' sums over tokens, so that short answers add up to one that can be judged.
 *
 * @param tokens how many were checked
 * @param stated how many of them had a claimed log-probability
 * @param distance Σ |claimed − own| (T1)
 * @param surprise Σ (−log p − H), variance Σ Var (T2)
 * @param hard tokens that cannot have come from this model with this seed (T3)
 */
public record Measure(
    int tokens, int stated, double distance, double surprise, double variance, int hard) {

  public static final Measure NONE = new Measure(0, 0, 0, 0, 0, 0);

  /** Fewer tokens than this are not judged. */
  public static final int LEAST_TOKENS = 96;

  /**
   * Nat² per token added to the variance: where the model is nearly certain one rare token is many
   * deviations of a sum that is far from normal, and proves nothing.
   */
  static final double VARIANCE_FLOOR = 0.05;

  /** Sums over an answer's tokens. */
  public static Measure of(List<TokenCheck> checks) {
    int stated = 0;
    int hard = 0;
    double distance = 0;
    double surprise = 0;
    double variance = 0;
    for (TokenCheck check : checks) {
      if (!Double.isNaN(check.distance())) {
        stated++;
        distance += check.distance();
      }
      surprise += check.surprise();
      variance += check.variance();
      hard += check.hard() ? 1 : 0;
    }
    return new Measure(checks.size(), stated, distance, surprise, variance, hard);
  }

  /** Both together. */
  public Measure plus(Measure other) {
    return new Measure(
        tokens + other.tokens,
        stated + other.stated,
        distance + other.distance,
        surprise + other.surprise,
        variance + other.variance,
        hard + other.hard);
  }

  /** Puts short ones together until each is enough; what is left over at the end is left out. */
  public static List<Measure> pooled(List<Measure> measures) {
    List<Measure> pools = new ArrayList<>();
    Measure pool = NONE;
    for (Measure one : measures) {
      pool = pool.plus(one);
      if (pool.isEnough()) {
        pools.add(pool);
        pool = NONE;
      }
    }
    return pools;
  }

  /** Whether there are enough tokens to judge. */
  public boolean isEnough() {
    return tokens >= LEAST_TOKENS;
  }

  /** T1: mean distance between claimed and own log-probabilities, in nats. */
  public double meanDistance() {
    return stated == 0 ? 0 : distance / stated;
  }

  /**
   * T2: surprise in standard deviations; positive when the tokens are less likely than they should.
   */
  public double z() {
    return variance == 0 ? 0 : surprise / Math.sqrt(variance + VARIANCE_FLOOR * tokens);
  }

  /** T3: share of hard mismatches. */
  public double hardRate() {
    return tokens == 0 ? 0 : (double) hard / tokens;
  }
}
