package ngo.zoo.bench.verification;

import java.util.SplittableRandom;
import ngo.zoo.routing.rules.verification.TokenCheck;

/** How a node makes its answers. */
enum Prover {
  HONEST("honest", 0),
  INT8("8-bit weights", 0.012),
  INT4("4-bit weights", 0.18),
  SMALLER("smaller model", 3),
  PREFILL("4-bit text, true log-probabilities", 0.18),
  SMALLER_PREFILL("smaller model, true log-probabilities", 3),
  LAZY("invented text", 0),
  UNSEEDED("own dice", 0);

  private static final double ERRORS = 0.5;

  private final String words;
  private final double error;

  Prover(String words, double error) {
    this.words = words;
    this.error = error;
  }

  String words() {
    return words;
  }

  /** How far its model is from the true one in an answer; some texts suffer more than others. */
  double error(SplittableRandom random) {
    return error == 0 ? 0 : World.lognormal(error, ERRORS, random);
  }

  /** The logits of the model that it really runs. */
  static float[] model(float[] logits, double here, SplittableRandom random) {
    if (here == 0) {
      return logits;
    }
    float[] own = new float[logits.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = (float) (logits[i] + here * random.nextGaussian());
    }
    return own;
  }

  int token(float[] own, double uniform, SplittableRandom random) {
    return switch (this) {
      case LAZY -> random.nextInt(own.length);
      case UNSEEDED -> World.sample(own, random.nextDouble());
      default -> World.sample(own, uniform);
    };
  }

  double claimed(float[] own, float[] ownTrue, int token) {
    return switch (this) {
      case LAZY -> -1;
      case PREFILL, SMALLER_PREFILL -> TokenCheck.logProbability(ownTrue, token, 1);
      default -> TokenCheck.logProbability(own, token, 1);
    };
  }
}
