package ngo.zoo.routing.rules;

import java.time.Duration;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/**
 * What a node is held to; all of it is governed.
 *
 * @param success least share of its requests that do not fail by its fault, basis points
 * @param slowest most that the 95th percentile of its times may be, and the first piece of an
 *     answer when it is admitted
 * @param tokensPerSecond least throughput to be admitted
 * @param benchmarkHolds how long a benchmark stands for it
 * @param ejection how long it may be down, or wait for its admission, before it is ejected
 */
public record NodeThresholds(
    int success,
    Duration slowest,
    int tokensPerSecond,
    Duration benchmarkHolds,
    Duration ejection) {
  public static NodeThresholds of(Parameters parameters) {
    return new NodeThresholds(
        parameters.number(Parameter.NODE_SUCCESS),
        parameters.duration(Parameter.NODE_SLOWEST),
        parameters.number(Parameter.NODE_THROUGHPUT),
        parameters.duration(Parameter.NODE_BENCHMARK),
        parameters.duration(Parameter.NODE_EJECTION));
  }
}
