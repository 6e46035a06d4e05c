package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.NodeDecision;
import ngo.zoo.routing.rules.NodeQuery;
import ngo.zoo.routing.rules.NodeSelection;
import ngo.zoo.routing.rules.NodeSnapshot;
import ngo.zoo.routing.rules.QuestionRules;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Chooses nodes for a question until one has answered, or none is left. Called outside
 * transactions.
 */
@ApplicationScoped
public class Inference {
  /** Of no query: what is asked is only whether any node is there. */
  private static final UUID UNASKED = new UUID(0, 0);

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Inject private NodeStakes stakes;
  @Inject private NodeStates states;
  @EJB private NodeNames names;
  @Inject private KeptAnswers kept;
  @Inject private LastChosen last;
  @Inject private Parameters parameters;
  @Inject private PlanStrategies strategies;

  /**
   * Has one node answer a question.
   *
   * @param payer whose sessions are its own
   * @throws Refusal {@code node-unknown} for a node the options name; {@code outside-vocabulary} or
   *     {@code request-refused} in the node's words; {@code node-unavailable}
   */
  public Inferred infer(
      GenerationRequest request, Question question, UUID payer, AnswerListener listener) {
    return infer(
        request,
        strategies.asked(question.options(), payer),
        () -> QuestionRules.affinity(question, payer),
        listener);
  }

  /** Has any node answer, whoever it is. */
  public Inferred infer(GenerationRequest request, AnswerListener listener) {
    return infer(request, QuestionOptions.NONE, request.queryId()::toString, listener);
  }

  /**
   * The nodes that may answer a question among several, as they are whenever they are asked for.
   * They are each other's judges: {@link NodeQuery#amongSeveral}.
   *
   * @throws Refusal {@code node-unknown} for a node the options name
   */
  public Attempts.Candidates candidates(UUID queryId, Question question, int several) {
    QuestionOptions options = question.options();
    return new Registered(
        NodeQuery.amongSeveral(queryId, question.model(), QuestionRules.mostEach(options, several)),
        wanted(options));
  }

  /**
   * Before anything is put aside: whether a node that can answer takes so little, or would once it
   * is up again.
   *
   * @param several how many nodes are to answer
   * @throws Refusal {@code max-price-below-fee} naming the lowest price; {@code node-unknown}
   */
  public void mustNotBeTooDear(Question question, int several) {
    BigInteger most = QuestionRules.mostEach(question.options(), several);
    if (most != null && most.compareTo(fee(question.model())) < 0) {
      NodeQuery query = NodeQuery.amongSeveral(UNASKED, question.model(), most);
      new Registered(query, wanted(question.options())).mustNotBeTooDear();
    }
  }

  private BigInteger fee(String model) {
    return Parameter.feeOf(model)
        .map(parameters::amount)
        .map(Amount::units)
        .orElse(BigInteger.ZERO);
  }

  private Inferred infer(
      GenerationRequest request,
      QuestionOptions options,
      Supplier<String> affinity,
      AnswerListener listener) {
    Registered registered =
        new Registered(
            query(request.queryId(), request.model(), options, affinity), wanted(options));
    Inferred inferred = new Attempts(registered, workers, request, listener).run();
    kept.keep(request, inferred.result());
    return inferred;
  }

  private WantedNodes wanted(QuestionOptions options) {
    return options.only().isEmpty() && options.ignore().isEmpty()
        ? WantedNodes.ALL
        : names.of(options);
  }

  private NodeQuery query(
      UUID queryId, String model, QuestionOptions options, Supplier<String> affinity) {
    Strategy asked = options.strategy();
    Strategy strategy =
        asked == null ? Strategy.valueOf(parameters.text(Parameter.ROUTING_STRATEGY)) : asked;
    return new NodeQuery(
        queryId,
        model,
        strategy,
        strategy == Strategy.AFFINITY ? affinity.get() : "",
        QuestionRules.mostEach(options, 1));
  }

  /** All registered nodes that the asker lets answer. */
  private final class Registered implements Attempts.Candidates {
    private final NodeQuery query;
    private final WantedNodes wanted;

    Registered(NodeQuery query, WantedNodes wanted) {
      this.query = query;
      this.wanted = wanted;
    }

    /** Turns are taken one after the other; all else may be decided at the same time. */
    @Override
    public NodeDecision choose(Set<UUID> excluded) {
      if (query.strategy() != Strategy.ROUND_ROBIN) {
        return chosen(excluded);
      }
      synchronized (last) {
        return chosen(excluded);
      }
    }

    private NodeDecision chosen(Set<UUID> excluded) {
      List<NodeSnapshot> all = nodes();
      NodeDecision decision =
          wanted.isAll()
              ? NodeSelection.choose(query, all, excluded)
              : NodeSelection.choose(query, those(all, true), excluded)
                  .leavingOut(those(all, false));
      UUID chosen = decision.chosen();
      if (chosen != null) {
        last.chosen(chosen);
      }
      return decision;
    }

    @Override
    public Set<UUID> able(Set<UUID> excluded) {
      return those(nodes(), true).stream()
          .filter(node -> node.healthy() && node.models().contains(query.model()))
          .filter(node -> !query.isTooDear(node.price()))
          .map(NodeSnapshot::id)
          .filter(id -> !excluded.contains(id))
          .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the only ones that could answer, now or once they are free or up, cost too much. */
    void mustNotBeTooDear() {
      NodeDecision decision = NodeSelection.choose(query, those(nodes(), true), Set.of());
      if (decision.chosen() == null && !decision.busy()) {
        decision.mustNotBeTooDear();
      }
    }

    private List<NodeSnapshot> those(List<NodeSnapshot> nodes, boolean included) {
      return nodes.stream().filter(node -> wanted.includes(node.id()) == included).toList();
    }

    private List<NodeSnapshot> nodes() {
      Map<UUID, BigInteger> staked = stakes.stakes();
      NodeStates.Known standing = states.now();
      Map<UUID, Long> chosen = last.all();
      BigInteger fee = fee(query.model());
      List<WorkerMetrics> metrics = workers.metrics();
      List<NodeSnapshot> snapshots = new ArrayList<>(metrics.size());
      for (WorkerMetrics now : metrics) {
        UUID id = now.workerId();
        long turn = chosen.getOrDefault(id, 0L);
        BigInteger price = standing.price(id, query.model(), fee);
        snapshots.add(snapshot(now, staked.get(id), standing, turn, price));
      }
      return snapshots;
    }
  }

  /** A node without its stake, or not admitted, is down to questions, whatever its probes say. */
  private static NodeSnapshot snapshot(
      WorkerMetrics now,
      @Nullable BigInteger stake,
      NodeStates.Known standing,
      long lastChosen,
      BigInteger price) {
    boolean answers = standing.answers(now.workerId());
    String reason = answers ? now.reason() : standing.reason(now.workerId());
    return new NodeSnapshot(
        now.workerId(),
        now.healthy() && stake != null && answers,
        stake == null ? NodeStakes.MISSING : reason,
        stake != null && standing.isAdmitted(now.workerId()),
        standing.isDegraded(now.workerId()),
        now.models(),
        now.slots(),
        now.inFlight(),
        now.meanMillis(),
        now.succeeded(),
        now.failed(),
        stake == null ? BigInteger.ZERO : stake,
        lastChosen,
        price);
  }
}
