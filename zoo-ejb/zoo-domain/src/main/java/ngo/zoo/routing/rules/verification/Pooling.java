package ngo.zoo.routing.rules.verification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which reports about one node's answers are judged together: those of a calibrated pair of
 * backends by themselves, all others in common, for they are judged by the weights as a whole
 * whatever word they state. What each leaves over is put together too, so that whatever words are
 * stated, fewer than {@value Measure#LEAST_TOKENS} tokens wait.
 */
public final class Pooling {
  private Pooling() {}

  /** A report, as far as pooling goes by it. */
  public interface Report {
    /** Whose arithmetic it compares. */
    BackendPair backends();

    /** What it adds. */
    Measure measure();
  }

  /**
   * The reports that are enough together; the others wait.
   *
   * @param reports in the order in which they came
   * @param calibrated pairs that have thresholds of their own
   */
  public static <R extends Report> List<List<R>> of(List<R> reports, Set<BackendPair> calibrated) {
    List<List<R>> enough = new ArrayList<>();
    List<R> left = new ArrayList<>();
    alike(reports, calibrated).forEach(pool -> left.addAll(take(pool, enough)));
    take(left, enough);
    return enough;
  }

  private static <R extends Report> Collection<List<R>> alike(
      List<R> reports, Set<BackendPair> calibrated) {
    Map<BackendPair, List<R>> pools = new LinkedHashMap<>();
    for (R report : reports) {
      BackendPair pair = report.backends();
      BackendPair key = calibrated.contains(pair) ? pair : BackendPair.UNSTATED;
      pools.computeIfAbsent(key, any -> new ArrayList<>()).add(report);
    }
    return pools.values();
  }

  /** Takes what is enough together, as often as there is; returns what is left. */
  private static <R extends Report> List<R> take(List<R> reports, List<List<R>> enough) {
    List<R> together = new ArrayList<>();
    Measure measure = Measure.NONE;
    for (R report : reports) {
      together.add(report);
      measure = measure.plus(report.measure());
      if (measure.isEnough()) {
        enough.add(together);
        together = new ArrayList<>();
        measure = Measure.NONE;
      }
    }
    return together;
  }
}
