package ngo.zoo.gpu.ra.inbound;

import java.util.Map;

/**
 * The adapter's figures for JMX, as {@code zoo.gpu:type=Workers}: by worker's name, the figures of
 * {@link ngo.zoo.gpu.WorkerMetrics} by name; what is true is 1.
 */
public interface FiguresMXBean {
  Map<String, Map<String, Double>> getWorkers();
}
