package ngo.zoo.routing;

import java.util.List;
import java.util.Map;

/**
 * How the questions of some minutes ended on one server.
 *
 * @param minutes how many, the present one included
 * @param refused by code; none of them was charged
 * @param p50Millis of answered questions, until the last word; at most an eighth above the true
 *     value, 0 of none
 * @param byMinute answered questions, oldest minute first
 */
public record QuestionFigures(
    int minutes,
    long answered,
    Map<String, Long> refused,
    double p50Millis,
    double p95Millis,
    double p99Millis,
    List<Long> byMinute) {
  public QuestionFigures {
    refused = Map.copyOf(refused);
    byMinute = List.copyOf(byMinute);
  }

  /** All refusals. */
  public long refusals() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }
}
