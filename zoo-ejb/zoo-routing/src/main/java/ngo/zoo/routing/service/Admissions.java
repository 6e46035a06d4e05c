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
import ngo.zoo.shared.Refusal;
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
  GpuConnectionFactory workers;

  @Resource private ManagedExecutorService executor;
  @Inject private NodeStore nodes;
  @EJB private AdmissionBooks books;

  /** Nodes this server is measuring. */
  final Set<UUID> measured = ConcurrentHashMap.newKeySet();

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
      healthy(node).ifPresent(metrics -> measureOnce(node, metrics, false));
    } catch (RuntimeException e) {
      LOG.warnf(e, "Node %s was not measured", node);
    } finally {
      permits.release();
    }
  }

  /**
   * Measures it now, because somebody asked for it: whether it is its turn or not.
   *
   * @throws Refusal {@code node-unreachable}, {@code already-measuring}, {@code node-busy} (409)
   */
  void measure(UUID id) {
    WorkerMetrics metrics =
        healthy(id)
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "node-unreachable",
                        "The node does not answer us now, so it was not measured: see that it runs"
                            + " and its address is open to us, then try again"));
    switch (measureOnce(id, metrics, true)) {
      case DONE -> {}
      case ELSEWHERE ->
          throw Refusal.conflict(
              "already-measuring", "The node is being measured already; see what comes of it");
      case CROWDED_OUT ->
          throw Refusal.conflict(
              "node-busy",
              "All slots of the node were taken by questions, so it was not measured; try again");
    }
  }

  private Optional<WorkerMetrics> healthy(UUID id) {
    return workers.metrics().stream()
        .filter(one -> one.workerId().equals(id) && one.healthy())
        .findFirst();
  }

  /** What came of the wish to measure a node. */
  private enum Attempt {
    DONE,
    /** It is being measured by another thread or server, or need not be. */
    ELSEWHERE,
    /** Questions had all its slots: nothing is known. */
    CROWDED_OUT
  }

  private Attempt measureOnce(UUID id, WorkerMetrics metrics, boolean asked) {
    if (!measured.add(id)) {
      return Attempt.ELSEWHERE;
    }
    try {
      return books.begin(id, asked)
          ? nodes.node(id).map(node -> measure(node, metrics, asked)).orElse(Attempt.ELSEWHERE)
          : Attempt.ELSEWHERE;
    } finally {
      measured.remove(id);
    }
  }

  private Attempt measure(Node node, WorkerMetrics metrics, boolean asked) {
    Instant started = Instant.now();
    NodeMeasurement.Outcome outcome = null;
    try {
      outcome = outcome(node, metrics);
    } finally {
      if (outcome == null) {
        books.giveUp(node.id());
      }
    }
    if (outcome == null) {
      return Attempt.CROWDED_OUT;
    }
    books.end(node.id(), outcome, started, asked);
    return Attempt.DONE;
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
