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
    long tokens, long stated, double distance, double surprise, double variance, long hard) {

  public static final Measure NONE = new Measure(0, 0, 0, 0, 0, 0);

  /** Fewer tokens than this are not judged. */
  public static final int LEAST_TOKENS = 96;

  /**
   * Nat² per token added to the variance: where the model is nearly certain one rare token is many
   * deviations of a sum that is far from normal, and proves nothing.
   */
  static final double VARIANCE_FLOOR = 0.05;

  /**
   * Nat² per token: no distribution over 2¹⁸ tokens has a greater variance of −log p, which is at
   * most ln²(n − 1)/4 + 1.
   */
  static final double MOST_VARIANCE = 40;

  /** Deviations by which tokens can be likelier than they should and still count in a pool. */
  static final double LEAST_Z = -3;

  /** Sums over an answer's tokens. */
  public static Measure of(List<TokenCheck> checks) {
    long stated = 0;
    long hard = 0;
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

  /** Whether honest sums could be these: a verifier's report that is not so is none. */
  public boolean isPossible() {
    return tokens >= 0
        && stated >= 0
        && stated <= tokens
        && hard >= 0
        && hard <= tokens
        && distance >= 0
        && Double.isFinite(distance)
        && Math.abs(surprise) <= TokenCheck.CLIP * tokens
        && variance >= 0
        && variance <= MOST_VARIANCE * tokens;
  }

  /**
   * As it counts beside others' reports: tokens likelier than they should be are no harm, and a
   * great many of them in one report would pay off another's unlikely ones.
   */
  public Measure bounded() {
    double least = LEAST_Z * Math.sqrt(variance + VARIANCE_FLOOR * tokens);
    return new Measure(tokens, stated, distance, Math.max(surprise, least), variance, hard);
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
