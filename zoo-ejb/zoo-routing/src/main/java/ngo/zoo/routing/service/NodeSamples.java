package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.persistence.routing.NodeMinutes;
import ngo.zoo.routing.NodeMinute;

/** Writes down by the minute what went through this server to each node. */
@ApplicationScoped
public class NodeSamples {
  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Inject private NodeMinutes minutes;

  /** What the connector had counted when it was written down last. */
  private final Map<UUID, Counted> written = new HashMap<>();

  private final Map<UUID, Integer> most = new HashMap<>();

  private record Counted(long answered, long failed, long badSeals) {
    static final Counted NOTHING = new Counted(0, 0, 0);

    static Counted of(WorkerMetrics now) {
      return new Counted(
          now.succeeded(), now.failed(), now.failures().getOrDefault(Reason.BAD_SEAL, 0L));
    }

    /** A connector that has counted less than before has begun anew. */
    Counted since(Counted before) {
      boolean anew = answered < before.answered || failed < before.failed;
      return anew
          ? this
          : new Counted(
              answered - before.answered,
              failed - before.failed,
              Math.max(0, badSeals - before.badSeals));
    }
  }

  /** Looks how many requests are in flight. */
  synchronized void look() {
    workers.metrics().forEach(now -> most.merge(now.workerId(), now.inFlight(), Math::max));
  }

  /** Adds to the current minute what is new. */
  synchronized void write() {
    Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    for (WorkerMetrics now : workers.metrics()) {
      Counted counted = Counted.of(now);
      Counted more = counted.since(written.getOrDefault(now.workerId(), Counted.NOTHING));
      int inFlight = most.getOrDefault(now.workerId(), 0);
      if (more.answered > 0 || more.failed > 0 || inFlight > 0) {
        minutes.add(
            now.workerId(),
            new NodeMinute(
                minute,
                more.answered,
                more.failed,
                more.badSeals,
                now.p50Millis(),
                now.p95Millis(),
                inFlight));
        written.put(now.workerId(), counted);
        most.remove(now.workerId());
      }
    }
  }
}
