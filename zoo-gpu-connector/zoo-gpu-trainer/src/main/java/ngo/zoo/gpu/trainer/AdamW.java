package ngo.zoo.gpu.trainer;

/**
 * AdamW (Loshchilov and Hutter 2019) over one flat vector, with gradients clipped to a global norm
 * of one. Plain Java, so that its result depends on nothing but its input.
 */
final class AdamW {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.98;
  private static final double EPSILON = 1e-8;
  private static final double DECAY = 0.05;
  private static final double LARGEST_NORM = 1.0;

  private final float[] first;
  private final float[] second;
  private int steps;

  AdamW(int parameters) {
    first = new float[parameters];
    second = new float[parameters];
  }

  /** Moves the parameters one step against the gradient; returns the gradient's norm. */
  double step(float[] parameters, float[] gradient, double rate) {
    steps++;
    double norm = norm(gradient);
    double clip = Math.min(1.0, LARGEST_NORM / (norm + 1e-6));
    double correction1 = 1 - Math.pow(BETA_1, steps);
    double correction2 = Math.sqrt(1 - Math.pow(BETA_2, steps));
    for (int i = 0; i < parameters.length; i++) {
      double g = gradient[i] * clip;
      first[i] = (float) (BETA_1 * first[i] + (1 - BETA_1) * g);
      second[i] = (float) (BETA_2 * second[i] + (1 - BETA_2) * g * g);
      double update = first[i] / correction1 / (Math.sqrt(second[i]) / correction2 + EPSILON);
      parameters[i] = (float) (parameters[i] * (1 - rate * DECAY) - rate * update);
    }
    return norm;
  }

  private static double norm(float[] gradient) {
    double sum = 0;
    for (float g : gradient) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }
}
