package ngo.zoo.gpu.ra;

import java.util.Arrays;

/** Times of the latest requests of one worker: a moving average and quantiles. Thread-safe. */
final class Latencies {
  /** Weight of the newest request in the moving average. */
  private static final double NEWEST = 0.2;

  private static final int KEPT = 256;

  private final float[] millis = new float[KEPT];
  private int count;
  private double mean;

  synchronized void add(double took) {
    millis[count++ % KEPT] = (float) took;
    mean = count == 1 ? took : mean + NEWEST * (took - mean);
    if (count == 2 * KEPT) {
      count = KEPT;
    }
  }

  synchronized double mean() {
    return mean;
  }

  /** Times of the latest requests in order, to read quantiles from. */
  float[] sorted() {
    float[] latest;
    synchronized (this) {
      latest = Arrays.copyOf(millis, Math.min(count, KEPT));
    }
    Arrays.sort(latest);
    return latest;
  }

  /** Smallest time that at least this share of the requests took no longer than; 0 for none. */
  static double quantile(float[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
