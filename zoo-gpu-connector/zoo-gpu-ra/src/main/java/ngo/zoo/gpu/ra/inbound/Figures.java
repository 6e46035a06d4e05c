package ngo.zoo.gpu.ra.inbound;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.gpu.WorkerMetrics.Breaker;
import ngo.zoo.gpu.ra.WorkerState;
import ngo.zoo.gpu.ra.Workers;
import org.jboss.logging.Logger;

/** Publishes figures from start to stop; left published they would hold the class loader. */
final class Figures implements FiguresMXBean {
  private static final Logger LOG = Logger.getLogger(Figures.class);
  private static final String NAME = "zoo.gpu:type=Workers";

  private final Workers workers;

  private Figures(Workers workers) {
    this.workers = workers;
  }

  static Figures published(Workers workers) {
    Figures figures = new Figures(workers);
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(figures, new ObjectName(NAME));
    } catch (JMException e) {
      LOG.infof("The GPU adapter's figures are not in JMX: %s", e.getMessage());
    }
    return figures;
  }

  void withdraw() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    } catch (JMException e) {
      LOG.debugf("The GPU adapter's figures were not in JMX: %s", e.getMessage());
    }
  }

  @Override
  public Map<String, Map<String, Double>> getWorkers() {
    Map<String, Map<String, Double>> rows = new TreeMap<>();
    for (WorkerState state : workers.all()) {
      rows.put(state.worker().name(), row(state.metrics()));
    }
    return rows;
  }

  private static Map<String, Double> row(WorkerMetrics metrics) {
    Map<String, Double> row = new TreeMap<>();
    row.put("healthy", metrics.healthy() ? 1.0 : 0.0);
    row.put("slots", (double) metrics.slots());
    row.put("inFlight", (double) metrics.inFlight());
    row.put("queued", (double) metrics.queued());
    row.put("backendQueued", (double) metrics.backendQueued());
    row.put("succeeded", (double) metrics.succeeded());
    row.put("failed", (double) metrics.failed());
    row.put("meanMillis", metrics.meanMillis());
    row.put("p50Millis", metrics.p50Millis());
    row.put("p95Millis", metrics.p95Millis());
    row.put("circuitOpen", metrics.breaker() == Breaker.CLOSED ? 0.0 : 1.0);
    metrics.failures().forEach((reason, count) -> row.put("failed." + reason, (double) count));
    return row;
  }
}
