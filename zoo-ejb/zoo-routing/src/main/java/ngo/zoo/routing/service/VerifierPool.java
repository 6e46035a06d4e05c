package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.VerificationReport;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.routing.CheckRow;
import ngo.zoo.persistence.routing.DisputeStore;
import ngo.zoo.persistence.routing.DrawnAnswer;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.persistence.routing.ProbeStore;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Lottery;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Verifiers;
import ngo.zoo.routing.rules.verification.Verifiers.Candidate;
import ngo.zoo.shared.BusinessClock;
import org.jboss.logging.Logger;

/** Finds verifiers for answers and has them check. No transaction is open while one computes. */
@ApplicationScoped
public class VerifierPool {
  private static final Logger LOG = Logger.getLogger(VerifierPool.class);

  /** Refusals of older nodes that say nothing of their weights: one answer may not disable them. */
  private static final Set<String> ABOUT_THE_ANSWER = Set.of("invalid_field", "outside_vocabulary");

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Inject private NodeStakes stakes;
  @Inject private NodeStates states;
  @Inject private NodeStore nodes;
  @Inject private DisputeStore disputes;
  @Inject private ProbeStore probes;
  @Inject private BusinessClock clock;

  /** Nodes that turned out not to have these weights, or not to check at all. */
  private final Memory unable = new Memory();

  private record Unable(UUID node, String modelSha256) {}

  /**
   * For a while: a node may get other weights, and answers may claim weights that nobody ever had.
   */
  private static final class Memory {
    private static final long LASTS = Duration.ofMinutes(10).toNanos();
    private static final int MOST = 10_000;
    private final Map<Unable, Long> since = new ConcurrentHashMap<>();

    void add(Unable one) {
      if (since.size() > MOST) {
        since.clear();
      }
      since.put(one, System.nanoTime());
    }

    boolean contains(Unable one) {
      Long at = since.get(one);
      return at != null && System.nanoTime() - at < LASTS;
    }
  }

  /**
   * Answers of one node to be checked together by one verifier.
   *
   * @param parties whose nodes may not check, beside the answering node's owner and the payers; of
   *     an organisation its members'
   */
  public record Task(
      List<DrawnAnswer> answers, List<VerificationRequest> texts, Set<UUID> parties) {
    DrawnAnswer first() {
      return answers.getFirst();
    }
  }

  /**
   * Has all answers checked by one verifier.
   *
   * @param order the candidates as they are asked, until one can
   * @return what it found, one per answer; empty when nobody can now
   */
  List<CheckRow> check(Task task, int rank, List<UUID> order) {
    for (UUID verifier : order) {
      List<CheckRow> found = askAll(task, rank, verifier);
      if (found.size() == task.answers().size()) {
        return found;
      }
    }
    return List.of();
  }

  /** Whether there is a node of another owner that could check this answer now. */
  public boolean anybody(DrawnAnswer answer) {
    UUID owner = nodes.node(answer.nodeId()).map(Node::ownerId).orElse(null);
    return able(answer).stream()
        .flatMap(node -> nodes.node(node).stream())
        .anyMatch(node -> !node.ownerId().equals(owner));
  }

  /**
   * Who could check these answers now, in the lottery's order.
   *
   * @param former nodes that have checked them before
   */
  List<UUID> candidates(Task task, Set<UUID> former, Lottery lottery) {
    Map<UUID, Node> registered =
        nodes.all().stream().collect(Collectors.toMap(Node::id, Function.identity()));
    Set<UUID> barred = new HashSet<>(task.parties());
    former.forEach(node -> owner(registered, node).ifPresent(barred::add));
    task.answers()
        .forEach(
            answer -> {
              barred.add(answer.payerId());
              owner(registered, answer.nodeId()).ifPresent(barred::add);
            });
    List<Candidate> able =
        able(task.first()).stream()
            .flatMap(
                node -> owner(registered, node).map(owner -> new Candidate(node, owner)).stream())
            .toList();
    return Verifiers.choose(
        lottery, task.first().receiptId(), able, disputes.withMembers(barred), able.size());
  }

  private static Optional<UUID> owner(Map<UUID, Node> registered, UUID node) {
    return Optional.ofNullable(registered.get(node)).map(Node::ownerId);
  }

  private List<UUID> able(DrawnAnswer answer) {
    Set<UUID> eligible = stakes.eligible();
    Set<UUID> barred = probes.barred();
    return workers.metrics().stream()
        .filter(now -> now.healthy() && now.models().contains(answer.model()))
        .map(WorkerMetrics::workerId)
        .filter(eligible::contains)
        .filter(states::answers)
        .filter(node -> !barred.contains(node))
        .filter(node -> !unable.contains(new Unable(node, answer.modelSha256())))
        .toList();
  }

  private List<CheckRow> askAll(Task task, int rank, UUID verifier) {
    List<CheckRow> found = new ArrayList<>();
    for (int i = 0; i < task.answers().size(); i++) {
      DrawnAnswer answer = task.answers().get(i);
      VerificationRequest text = task.texts().get(i);
      Optional<CheckRow> one =
          ask(answer, text, verifier).map(it -> row(answer, text, rank, verifier, it));
      if (one.isEmpty()) {
        return List.of();
      }
      found.add(one.get());
    }
    return found;
  }

  /**
   * A verifier's report.
   *
   * @param askedAs the id it was asked by
   */
  record Found(UUID askedAs, BackendPair backends, VerificationReport report) {}

  /**
   * Asks a verifier about an answer, under an id of its own each time: whoever could look the
   * receipt up would see what a probe has none of.
   *
   * @return empty when it cannot tell
   */
  Optional<Found> ask(DrawnAnswer answer, VerificationRequest text, UUID verifier) {
    UUID askedAs = Ids.next();
    try (GpuConnection connection = workers.getConnection(verifier)) {
      VerificationReport report = connection.verify(text.askedAs(askedAs));
      if (!report.modelSha256().equals(answer.modelSha256())) {
        unable.add(new Unable(verifier, answer.modelSha256()));
        return Optional.empty();
      }
      return Optional.of(
          new Found(askedAs, SealedBackend.pair(answer.seal(), report.seal()), report));
    } catch (WorkerException e) {
      LOG.infof("Receipt %s, verifier %s: %s", answer.receiptId(), verifier, e.getMessage());
      if (e.reason() == WorkerException.Reason.REFUSED && !ABOUT_THE_ANSWER.contains(e.code())) {
        unable.add(new Unable(verifier, answer.modelSha256()));
      }
      return Optional.empty();
    }
  }

  /** Text and tokens: without a claim the tokens are read off the text, and none was left out. */
  static boolean fits(VerificationReport report, VerificationRequest asked) {
    return report.textFits() && report.tokens() <= asked.tokens();
  }

  private CheckRow row(
      DrawnAnswer answer, VerificationRequest text, int rank, UUID verifier, Found found) {
    VerificationReport report = found.report();
    return new CheckRow(
        found.askedAs(),
        answer.receiptId(),
        rank,
        verifier,
        found.backends(),
        measure(report),
        fits(report, text),
        report.seal(),
        report.signature(),
        clock.now());
  }

  static Measure measure(VerificationReport report) {
    return new Measure(
            report.tokens(),
            report.stated(),
            report.distance(),
            report.surprise(),
            report.variance(),
            report.hard())
        .bounded();
  }
}
