package ngo.zoo.routing.rules.verification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Thresholds of one model on a pair of backends, or on all, with the honest runs they come from:
 * each test's 99.5th percentile, never below {@link Thresholds#START}. Until there are enough runs
 * an answer may be doubted and refunded, and nobody is slashed.
 */
public record Calibration(int runs, Thresholds thresholds) {

  /** Fewer honest runs say too little about the last two-hundredth. */
  public static final int LEAST_RUNS = 200;

  private static final double PERCENTILE = 0.995;

  /** Nothing is known. */
  public static final Calibration NONE = new Calibration(0, Thresholds.START);

  /**
   * From honest runs on different machines.
   *
   * @param honest each of at least {@link Measure#LEAST_TOKENS} tokens; shorter ones are left out
   */
  public static Calibration of(List<Measure> honest) {
    List<Measure> runs = honest.stream().filter(Measure::isEnough).toList();
    if (runs.isEmpty()) {
      return NONE;
    }
    Thresholds found =
        new Thresholds(
            percentile(runs, Measure::meanDistance),
            percentile(runs, Measure::z),
            percentile(runs, Measure::hardRate));
    return new Calibration(runs.size(), found.atLeast(Thresholds.START));
  }

  /**
   * A check of an answer known to be honest.
   *
   * @param backends its node's and its verifier's
   */
  public record HonestRun(BackendPair backends, Measure measure) {}

  /** Of all runs together, short ones put together whatever the backends. */
  public static Calibration ofAll(List<HonestRun> honest) {
    return of(Measure.pooled(honest.stream().map(HonestRun::measure).toList()));
  }

  /** By pair of backends, of those that have enough runs. */
  public static Map<BackendPair, Calibration> byBackends(List<HonestRun> honest) {
    Map<BackendPair, List<Measure>> runs = new LinkedHashMap<>();
    honest.forEach(
        run -> runs.computeIfAbsent(run.backends(), any -> new ArrayList<>()).add(run.measure()));
    Map<BackendPair, Calibration> found = new LinkedHashMap<>();
    runs.forEach((pair, measures) -> found.put(pair, of(Measure.pooled(measures))));
    found.values().removeIf(calibration -> !calibration.isEnough());
    return found;
  }

  /** For figures of several pairs of backends together: the fewer runs and the wider thresholds. */
  public Calibration beside(Calibration other) {
    return new Calibration(Math.min(runs, other.runs), thresholds.atLeast(other.thresholds));
  }

  /** Whether a slash may rest on it. */
  public boolean isEnough() {
    return runs >= LEAST_RUNS;
  }

  /** By nearest rank: of 200 values the 199th. */
  private static double percentile(List<Measure> runs, ToDoubleFunction<Measure> figure) {
    double[] values = runs.stream().mapToDouble(figure).sorted().toArray();
    int rank = (int) Math.ceil(PERCENTILE * values.length);
    return Arrays.stream(values).skip(rank - 1).findFirst().orElseThrow();
  }
}
