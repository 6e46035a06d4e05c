package ngo.zoo.routing.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.persistence.routing.ProbeStore;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;

/**
 * Has several nodes of different owners answer one question, with the same seed and at the same
 * time, and compares what they say. Nobody hears a word before they agree; then a stream gets the
 * whole answer as one piece.
 */
@ApplicationScoped
public class RedundantInference {
  private static final BigInteger KEEPER = BigInteger.TEN.pow(Asset.KEEPER.decimals());

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Resource private ManagedThreadFactory threads;
  @Inject private NodeStore nodes;
  @Inject private NodeStakes stakes;
  @Inject private VerificationStore verification;
  @Inject private ProbeStore probes;
  @Inject private KeptAnswers kept;
  @Inject private Inference inference;

  private ExecutorService executor;

  @PostConstruct
  void start() {
    executor = Executors.newCachedThreadPool(threads);
  }

  @PreDestroy
  void stop() {
    executor.shutdownNow();
  }

  /**
   * Before anything is reserved: whether so many nodes could answer.
   *
   * @throws Refusal {@code redundancy-unavailable} (503) naming how many there are; {@code
   *     node-unknown} for a node the options name
   */
  void mustBePossible(Query query, int wanted) {
    int there = apart(query).available();
    if (there < wanted) {
      throw Refusal.unavailable(
          "redundancy-unavailable",
          "%d nodes of different owners are to answer, and of %s %d can now%s. Nothing was charged"
              .formatted(
                  wanted,
                  query.question().model(),
                  there,
                  query.isBoundByPrice() ? " for what zoo.max_price leaves for each" : ""));
    }
  }

  private OwnersApart apart(Query query) {
    // Whoever answers with others judges their answers too.
    Set<UUID> barred = probes.barred();
    Map<UUID, UUID> owners =
        nodes.all().stream()
            .filter(node -> node.backend().seals() && !barred.contains(node.id()))
            .collect(Collectors.toMap(Node::id, Node::ownerId));
    return new OwnersApart(
        inference.candidates(query.id(), query.question(), query.plan().nodes()), owners);
  }

  /**
   * Has the nodes answer and agree.
   *
   * @throws Refusal {@code redundancy-unavailable}, {@code no-agreement} (503); what a node refuses
   *     in its own words
   */
  Compared infer(Query query, GenerationRequest request, AnswerListener listener) {
    List<Inferred> answers = answers(query, request, listener);
    Map<UUID, BigInteger> stake = stakes.stakes();
    long[] weights =
        answers.stream()
            .mapToLong(
                one -> stake.getOrDefault(one.nodeId(), BigInteger.ZERO).divide(KEEPER).longValue())
            .toArray();
    Compared compared =
        new CrossCheck(
                workers,
                executor,
                (sha256, backends) -> verification.calibration(sha256, backends).thresholds())
            .compare(request, answers, weights);
    if (compared.agreement().accepted() < 0) {
      throw Refusal.unavailable(
          "no-agreement",
          "The nodes' answers differ and none is confirmed by the others. Nothing was charged");
    }
    GenerationResult given = compared.accepted().result();
    kept.keep(request, given);
    if (listener.streaming()) {
      listener.onDelta(
          new AnswerListener.Delta(0, given.text(), given.toolCallsJson(), given.logprobsJson()));
    }
    return compared;
  }

  private List<Inferred> answers(Query query, GenerationRequest request, AnswerListener listener) {
    OwnersApart apart = apart(query);
    AtomicBoolean stopped = new AtomicBoolean();
    List<Future<Inferred>> running =
        IntStream.range(0, query.plan().nodes())
            .mapToObj(
                i ->
                    executor.submit(
                        () ->
                            new Attempts(
                                    apart.forAnswer(i),
                                    workers,
                                    request,
                                    new Silent(listener, stopped))
                                .run()))
            .toList();
    List<Inferred> answers = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    for (Future<Inferred> one : running) {
      try {
        answers.add(one.get());
      } catch (ExecutionException e) {
        stopped.set(true);
        failures.add(
            e.getCause() instanceof RuntimeException known
                ? known
                : new IllegalStateException(e.getCause()));
      } catch (InterruptedException e) {
        stopped.set(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    if (!failures.isEmpty()) {
      throw told(failures, query.plan().nodes());
    }
    return answers;
  }

  /** The one that stopped the others. */
  private static RuntimeException told(List<RuntimeException> failures, int wanted) {
    RuntimeException first =
        failures.stream()
            .filter(one -> !(one instanceof Refusal it && it.code().equals("query-abandoned")))
            .findFirst()
            .orElse(failures.getFirst());
    return first instanceof Refusal refusal && refusal.code().equals("node-unavailable")
        ? Refusal.unavailable(
            "redundancy-unavailable",
            "One of the %d answers wanted could not be had: %s"
                .formatted(wanted, refusal.getMessage()))
        : first;
  }

  /** Nobody hears one node's words before the others agree. */
  private record Silent(AnswerListener asker, AtomicBoolean stopped) implements AnswerListener {
    @Override
    public void onDelta(Delta delta) {
      // Given after the agreement.
    }

    @Override
    public boolean gone() {
      return stopped.get() || asker.gone();
    }

    @Override
    public boolean streaming() {
      return false;
    }
  }
}
