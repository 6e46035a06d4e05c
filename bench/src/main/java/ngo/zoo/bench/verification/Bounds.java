package ngo.zoo.bench.verification;

/** The upper end of a one-sided exact interval (Clopper and Pearson 1934). */
final class Bounds {
  private static final double LEVEL = 0.05;
  private static final int STEPS = 200;

  private Bounds() {}

  /** The rate at which so few events among so many trials have a chance of 5 %. */
  static double upper95(long events, long trials) {
    if (events == 0) {
      // 1 − 0.05^(1/n), the rule of three exactly.
      return -Math.expm1(Math.log(LEVEL) / trials);
    }
    double low = (double) events / trials;
    double high = 1;
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (atMost(events, trials, middle) > LEVEL) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double atMost(long events, long trials, double rate) {
    double log = trials * Math.log1p(-rate);
    double sum = Math.exp(log);
    for (long k = 1; k <= events; k++) {
      log += Math.log((double) (trials - k + 1) / k) + Math.log(rate) - Math.log1p(-rate);
      sum += Math.exp(log);
    }
    return sum;
  }
}
