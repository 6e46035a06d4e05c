package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.ledger.Retrieval;
import ngo.zoo.ledger.service.ExperienceRetrieval;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.routing.ReceiptStore;
import ngo.zoo.rewards.leases.Drawn;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.rewards.service.Leases;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.rules.QuestionRules;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.routing.rules.verification.AnswerPlan;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A question's way: admit, retrieve, select, infer, settle. Each step has its own transaction; none
 * is open while a node generates. The receipt's id is the query's. Called outside transactions; no
 * EJB, because most of what its calls cost would be the container's.
 */
@ApplicationScoped
public class Queries {
  private static final Logger LOG = Logger.getLogger(Queries.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Longer than any answer may take, so that only a crash leaves a reservation to expire: half a
   * minute to embed, {@link Attempts#START_WITHIN} to find a node, two minutes for it to answer.
   */
  private static final Duration LEASE = Duration.ofMinutes(4);

  private static final String KEEPER_MODEL = "zoo-keeper-tiny";
  private static final String KEEPER_DOMAIN = "keeper.signs";
  private static final int BATCH = 100;

  @Inject private NodeCatalogue nodes;
  @Inject private ReceiptStore receipts;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @Inject private Leases leases;
  @Inject private ReceiptWriter writer;
  @Inject private Turns turns;
  @Inject private AnswerPlans plans;
  @Inject private QuestionMeter meter;
  @Inject private LeftAnswers left;
  @Inject private RedundantInference redundant;
  @EJB private Fees fees;
  @EJB private ExperienceRetrieval retrieval;
  @Inject private Inference inference;
  @EJB private Settlement settlement;
  @EJB private RedundantSettlement agreed;
  @EJB private FinalReceipts finality;
  @Inject private Transcripts transcripts;

  /** As {@link #answer(Caller, Question, AnswerListener)}, for one who wants the text only. */
  public Answer answer(Caller caller, Question question, Consumer<String> onText) {
    return answer(caller, question, AnswerListener.ofText(onText));
  }

  /**
   * Answers and settles. Pieces go to {@code listener} as they come; the call returns after the
   * receipt is committed. No transaction is open while the node generates.
   *
   * @throws Refusal {@code question-invalid}, {@code not-available}, {@code max-price-below-fee},
   *     {@code outside-vocabulary}, {@code request-refused} (400), {@code model-not-found}, {@code
   *     library-not-found}, {@code library-version-not-found} (404), {@code too-many-abandoned}
   *     (429), {@code insufficient-funds}, {@code budget-exceeded} (402), {@code node-unavailable},
   *     {@code embedding-unavailable} (503); {@code redundancy-unavailable}, {@code no-agreement}
   *     (503) where several nodes are to answer; none of them is charged
   */
  public Answer answer(Caller caller, Question question, AnswerListener listener) {
    return answer(Ids.next(), caller, question, listener);
  }

  /**
   * As {@link #answer(Caller, Question, AnswerListener)}.
   *
   * @param queryId new, and the receipt's id in the end
   */
  public Answer answer(UUID queryId, Caller caller, Question question, AnswerListener listener) {
    long begun = System.nanoTime();
    try {
      left.check(payer(caller));
      Answer answer = unmetered(queryId, caller, question, listener);
      meter.answered(System.nanoTime() - begun);
      left.answered(payer(caller));
      return answer;
    } catch (RuntimeException | Error e) {
      left.failed(payer(caller), e);
      meter.failed(e);
      throw e;
    }
  }

  private static UUID payer(Caller caller) {
    return caller.organisationId() == null ? caller.id() : caller.organisationId();
  }

  private Answer unmetered(
      UUID queryId, Caller caller, Question question, AnswerListener listener) {
    QuestionRules.check(question);
    if (!nodes.serves(question.model())) {
      throw Refusal.notFound("model", question.model());
    }
    Amount fee = fee(question.model());
    AnswerPlan plan = plans.of(question, fee);
    inference.mustNotBeTooDear(question, plan.nodes());
    Query query = Query.asked(queryId, caller, question, fee, plan);
    if (plan.isRedundant()) {
      redundant.mustBePossible(query, plan.nodes());
      return answerAlone(query, listener);
    }
    Optional<Drawn> drawn = leases.draw(caller, query.most());
    return drawn.isPresent()
        ? answerLeased(query, drawn.get(), listener)
        : answerAlone(query, listener);
  }

  /** Paid from a lease: nothing on the way asks the books, a batch of receipts follows. */
  private Answer answerLeased(Query query, Drawn most, AnswerListener listener) {
    Drawn drawn = most;
    boolean entered = false;
    Answer answer;
    Answered answered;
    try {
      writer.enter();
      entered = true;
      Retrieval found = retrieve(query.question());
      GenerationRequest request = request(query, found, listener.streaming());
      Inferred inferred = infer(query, request, listener);
      Query paid = query.answeredBy(inferred);
      drawn = most.costing(paid.fee());
      ReceiptRecord record = Settlement.record(paid, found, request, inferred, clock.now());
      String node = nodes.name(inferred.nodeId());
      answer =
          NodeWords.told(
                  Settlement.answer(record, found, node, inferred.result()), inferred.result())
              .checked(plans.told(paid));
      transcripts.keep(query, found, request, answer);
      answered = paid.answered(record, inferred, drawn);
    } catch (RuntimeException | Error e) {
      drawn.putBack();
      if (entered) {
        writer.leave();
      }
      throw e;
    }
    writer.add(answered);
    if (drawn.lease().durable() && !answered.committed().join()) {
      throw Refusal.paymentRequired(
          "reservation-expired", "The fee could not be taken when the answer came; ask again");
    }
    return answer;
  }

  /** Reserved and settled in transactions of its own. */
  private Answer answerAlone(Query query, AnswerListener listener) {
    fees.reserveAll(query.id(), query.caller(), query.most(), LEASE);
    try {
      return answerReserved(query, listener);
    } catch (RuntimeException e) {
      release(query.id(), e);
      throw e;
    }
  }

  private Amount fee(String model) {
    return Parameter.feeOf(model)
        .map(parameters::amount)
        .orElseThrow(
            () ->
                Refusal.unavailable(
                    "model-without-fee", "The fee table has no line for " + model + " yet"));
  }

  private Answer answerReserved(Query query, AnswerListener listener) {
    Retrieval found = retrieve(query.question());
    GenerationRequest request = request(query, found, listener.streaming());
    Answer answer =
        query.plan().isRedundant()
            ? answerRedundantly(query, found, request, listener)
            : answerOnce(query, found, request, listener);
    transcripts.keep(query, found, request, answer);
    return answer;
  }

  private Answer answerOnce(
      Query query, Retrieval found, GenerationRequest request, AnswerListener listener) {
    Inferred inferred = infer(query, request, listener);
    Query paid = query.answeredBy(inferred);
    return NodeWords.told(settlement.settle(paid, found, request, inferred), inferred.result())
        .checked(plans.told(paid));
  }

  /** By several nodes, which agree before anybody hears a word. */
  private Answer answerRedundantly(
      Query query, Retrieval found, GenerationRequest request, AnswerListener listener) {
    Compared compared =
        turns.inTurn(
            query.payerId(), request.model(), () -> redundant.infer(query, request, listener));
    return NodeWords.told(
            agreed.settle(query.answeredBy(compared.answers()), found, request, compared),
            compared.accepted().result())
        .checked(compared.told());
  }

  private Inferred infer(Query query, GenerationRequest request, AnswerListener listener) {
    return turns.inTurn(
        query.payerId(),
        request.model(),
        () -> inference.infer(request, query.question(), query.payerId(), listener));
  }

  private Retrieval retrieve(Question question) {
    String domain = domain(question);
    String text = QuestionRules.lastUserText(question);
    return question.experiences() && domain != null
        ? retrieval.topK(domain, version(question.options()), text)
        : new Retrieval("", 0, "", List.of());
  }

  /** The version's root or number; null for the head. */
  private static @Nullable String version(QuestionOptions options) {
    Integer number = options.libraryVersion();
    return options.pinnedRoot() == null && number != null
        ? String.valueOf(number)
        : options.pinnedRoot();
  }

  private static @Nullable String domain(Question question) {
    return question.domain() == null && question.model().equals(KEEPER_MODEL)
        ? KEEPER_DOMAIN
        : question.domain();
  }

  private static GenerationRequest request(Query query, Retrieval found, boolean streaming) {
    Question question = query.question();
    return new GenerationRequest(
        query.id(),
        question.model(),
        question.messages().stream()
            .map(
                message ->
                    new GenerationRequest.Message(
                        message.role(), message.content(), message.moreJson()))
            .toList(),
        found.experiences().stream()
            .map(one -> new GenerationRequest.InjectedExperience(one.id(), one.text()))
            .toList(),
        question.temperature(),
        question.topP(),
        question.maxTokens(),
        question.stop(),
        seed(question),
        NodeWords.extras(question.options(), streaming));
  }

  /** Whole numbers up to 2^53 are the same in every JSON reader. */
  private static long seed(Question question) {
    return question.seed() == null ? RANDOM.nextLong() >>> 11 : question.seed();
  }

  /** Should this fail too, the lease runs out; the first failure is what the caller must see. */
  private void release(UUID queryId, RuntimeException cause) {
    try {
      fees.release(queryId, cause instanceof Refusal refusal ? refusal.code() : "internal-error");
    } catch (RuntimeException e) {
      LOG.warnf(e, "The fee of query %s is not released yet; its lease will run out", queryId);
      cause.addSuppressed(e);
    }
  }

  /** Models some registered node serves. */
  public List<String> models() {
    return nodes.models();
  }

  /**
   * Marks answers final whose dispute window has passed and splits their fees, each in its own
   * transaction. Returns how many.
   */
  public int finaliseDue() {
    int made = 0;
    int before;
    List<UUID> due;
    do {
      due = receipts.due(clock.now(), BATCH);
      before = made;
      made += finalise(due);
      // Goes on while there may be more and this round has brought something about.
    } while (due.size() == BATCH && made > before);
    return made;
  }

  /** All at once; when that fails, one by one, so that the one that cannot be split is found. */
  private int finalise(List<UUID> due) {
    try {
      return due.isEmpty() ? 0 : finality.finaliseAll(due);
    } catch (RuntimeException e) {
      LOG.warnf(e, "%d receipts were not made final together; tried one by one", due.size());
      return (int) due.stream().filter(this::finalise).count();
    }
  }

  /** One that fails must not keep the others waiting; it is tried again at the next round. */
  private boolean finalise(UUID receipt) {
    try {
      return finality.finalise(receipt);
    } catch (RuntimeException e) {
      LOG.errorf(e, "Receipt %s was not made final", receipt);
      return false;
    }
  }
}
