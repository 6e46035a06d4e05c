package ngo.zoo.bench.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.TokenCheck;

/** Answers of at least {@link Measure#LEAST_TOKENS} tokens, token by token. */
final class Pools {
  private Pools() {}

  static List<Position> answered(Prover prover, double noise, SplittableRandom random) {
    return answer(prover, noise, Measure.LEAST_TOKENS, random);
  }

  static List<Position> answer(Prover prover, double noise, int tokens, SplittableRandom random) {
    double error = prover.error(random);
    List<Position> positions = new ArrayList<>(tokens);
    for (int i = 0; i < tokens; i++) {
      positions.add(Position.answered(prover, error, noise, random));
    }
    return positions;
  }

  static Measure checked(List<Position> pool, double noise, SplittableRandom random) {
    List<TokenCheck> checks = new ArrayList<>(pool.size());
    for (Position position : pool) {
      checks.add(position.check(noise, random));
    }
    return Measure.of(checks);
  }

  /** As a model and precision is calibrated: honest runs, each on machines of their own. */
  static Calibration calibrated(SplittableRandom random) {
    List<Measure> honest = new ArrayList<>(Calibration.LEAST_RUNS);
    for (int i = 0; i < Calibration.LEAST_RUNS; i++) {
      double prover = World.answer(World.machine(random), random);
      double verifier = World.answer(World.machine(random), random);
      honest.add(checked(answered(Prover.HONEST, prover, random), verifier, random));
    }
    return Calibration.of(honest);
  }
}
