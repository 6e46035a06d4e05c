package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.rules.AdmissionExam;
import ngo.zoo.routing.rules.ModelFit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Admits nodes: a node that waits and answers its probe is measured at once, one that is in use is
 * measured again, while it goes on, when its benchmark does not hold any more. Measuring takes no
 * transaction and no thread of a caller.
 */
@ApplicationScoped
public class Admissions {
  private static final Logger LOG = Logger.getLogger(Admissions.class);
  private static final int AT_ONCE = 2;
  private static final SecureRandom RANDOM = new SecureRandom();

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Resource private ManagedExecutorService executor;
  @Inject private NodeStore nodes;
  @EJB private AdmissionBooks books;

  /** Nodes this server is measuring. */
  private final Set<UUID> measured = ConcurrentHashMap.newKeySet();

  /** Few at once: each waits in one thread of the pool for others of it. */
  private final Semaphore permits = new Semaphore(AT_ONCE);

  void onFound(@Observes(during = TransactionPhase.AFTER_SUCCESS) NodeFound event) {
    consider(event.node());
  }

  /** Measures it in the background if it is its turn, and this server measures few enough. */
  void consider(UUID node) {
    if (permits.tryAcquire()) {
      try {
        executor.execute(() -> permitted(node));
      } catch (RejectedExecutionException stopping) {
        permits.release();
      }
    }
  }

  private void permitted(UUID node) {
    try {
      measure(node, false);
    } catch (RuntimeException e) {
      LOG.warnf(e, "Node %s was not measured", node);
    } finally {
      permits.release();
    }
  }

  /**
   * Measures it now.
   *
   * @param asked whether somebody asked for it, so that it need not be its turn
   */
  void measure(UUID id, boolean asked) {
    Optional<WorkerMetrics> metrics =
        workers.metrics().stream()
            .filter(one -> one.workerId().equals(id) && one.healthy())
            .findFirst();
    if (metrics.isEmpty() || !measured.add(id)) {
      return;
    }
    try {
      if (books.begin(id, asked)) {
        nodes.node(id).ifPresent(node -> measure(node, metrics.get()));
      }
    } finally {
      measured.remove(id);
    }
  }

  private void measure(Node node, WorkerMetrics metrics) {
    Instant started = Instant.now();
    NodeMeasurement.Outcome outcome = null;
    try {
      outcome = outcome(node, metrics);
    } finally {
      if (outcome == null) {
        books.giveUp(node.id());
      }
    }
    if (outcome != null) {
      books.end(node.id(), outcome, started);
    }
  }

  private NodeMeasurement.@Nullable Outcome outcome(Node node, WorkerMetrics metrics) {
    NodeMeasurement measurement = new NodeMeasurement(workers, executor, node.id());
    String model = metrics.models().stream().sorted().findFirst().orElse("");
    byte[] nonce = new byte[AdmissionExam.NONCE];
    RANDOM.nextBytes(nonce);
    AdmissionExam exam = AdmissionExam.of(nonce, model, NodeMeasurement.QUESTIONS, Instant.now());
    return node.embeds()
        ? measurement.embed(exam, node.memoryMib())
        : measurement.examine(
            exam, node.slots(), node.memoryMib(), ModelFit.needed(metrics.models()));
  }
}
