package ngo.zoo.bench.verification;

import java.util.SplittableRandom;
import ngo.zoo.routing.rules.verification.TokenCheck;

/**
 * One token as a node answered it.
 *
 * @param logits the model's own, which no machine has exactly
 * @param claimed log-probability the node states
 * @param uniform the number the seed gives here
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Position(float[] logits, int token, double claimed, double uniform) {

  /**
   * Answered by this kind of node.
   *
   * @param error of its model in this answer
   * @param noise of its machine in this answer
   */
  static Position answered(Prover prover, double error, double noise, SplittableRandom random) {
    float[] logits = World.logits(random);
    double uniform = random.nextDouble();
    float[] own = World.noisy(Prover.model(logits, error, random), noise, random);
    int token = prover.token(own, uniform, random);
    double claimed = prover.claimed(own, World.noisy(logits, noise, random), token);
    return new Position(logits, token, claimed, uniform);
  }

  /** What a verifier with this much noise finds. */
  TokenCheck check(double noise, SplittableRandom random) {
    return TokenCheck.of(
        World.noisy(logits, noise, random), token, claimed, World.TEMPERATURE, 1, uniform);
  }
}
