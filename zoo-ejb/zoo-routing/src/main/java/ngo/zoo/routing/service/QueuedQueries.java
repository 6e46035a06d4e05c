package ngo.zoo.routing.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.routing.QueuedQuery;
import ngo.zoo.persistence.routing.QueuedQueryStore;
import ngo.zoo.persistence.routing.ReceiptBatches;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.QueryStatus;
import ngo.zoo.routing.QueryView;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.rules.QuestionRules;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Questions whose answers are fetched later. Each payer may have {@link #MOST_OPEN} at a time. They
 * run on this server; what it leaves behind when it is lost is failed at its next start and not
 * charged. Whoever asked sees them, and of an organisation everybody who acts for it.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QueuedQueries {
  private static final Logger LOG = Logger.getLogger(QueuedQueries.class);

  /** Of one payer, waiting and running together. */
  static final int MOST_OPEN = 32;

  /** Of everybody together. */
  private static final int MOST_WAITING = 2048;

  /** Of their texts, which are kept in memory until their turn. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int MOST_RUNNING = 16;

  /** Who asks this way must have time to fetch the answer, however short transcripts are kept. */
  private static final Duration LEAST_KEPT = Duration.ofHours(1);

  @Inject private AnswerPlans plans;
  @Inject private Inference inference;
  @Inject private QueuedQueryStore store;
  @Inject private ReceiptBatches receipts;
  @Inject private SealedTexts texts;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @Inject private Queries queries;
  @Inject private ModelCards models;
  @EJB private Fees fees;
  @Resource private ManagedThreadFactory threads;

  private final Map<UUID, RunningQuery> running = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> open = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private ExecutorService executor;

  @PostConstruct
  void start() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST_RUNNING,
            MOST_RUNNING,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            threads);
    pool.allowCoreThreadTimeOut(true);
    executor = pool;
    try {
      store.leftBy(server()).forEach(this::abandon);
    } catch (RuntimeException e) {
      LOG.error("Queries that were left behind could not be looked for", e);
    }
  }

  @PreDestroy
  void stop() {
    running.values().forEach(RunningQuery::cancel);
    executor.shutdownNow();
  }

  private static String server() {
    return System.getProperty("jboss.node.name", "zoo");
  }

  private void abandon(UUID id) {
    if (!receipts.written(List.of(id)).isEmpty()) {
      notKept(id);
      return;
    }
    fees.release(id, "server-restarted");
    store.end(
        id,
        QueryStatus.FAILED,
        503,
        "server-restarted",
        "The server was lost before the answer was there. Nothing was charged; please ask again",
        clock.now());
  }

  /**
   * Takes a question.
   *
   * @throws Refusal {@code question-invalid}, {@code not-available}, {@code max-price-below-fee};
   *     {@code model-not-found}; {@code too-many-queries} (429) for who has too many open
   */
  public QueryView submit(Caller caller, Question question) {
    QuestionRules.check(question);
    Amount fee = models.card(question.model()).fee();
    inference.mustNotBeTooDear(question, plans.of(question, fee).nodes());
    plans.most(question, fee);
    UUID owner = owner(caller);
    long size = TextSize.of(question);
    count(owner, size);
    try {
      return submitted(caller, owner, question);
    } catch (RuntimeException e) {
      uncount(owner, size);
      throw e;
    }
  }

  private QueryView submitted(Caller caller, UUID owner, Question question) {
    UUID id = Ids.next();
    Caller.Key key = caller.key();
    QueuedQuery query = row(id, owner, question);
    store.add(query, caller.id(), key == null ? null : key.id(), server());
    RunningQuery live = new RunningQuery();
    running.put(id, live);
    try {
      executor.execute(() -> run(query, caller, question, live));
    } catch (RuntimeException full) {
      running.remove(id);
      fail(id, busy());
      throw busy();
    }
    return view(query, question);
  }

  private QueuedQuery row(UUID id, UUID owner, Question question) {
    Instant now = clock.now();
    Duration kept = parameters.duration(Parameter.TRANSCRIPT_RETENTION);
    return new QueuedQuery(
        id,
        owner,
        question.model(),
        question.domain(),
        QueryStatus.QUEUED,
        0,
        null,
        null,
        texts.question(id, question),
        null,
        now,
        null,
        null,
        now.plus(kept.compareTo(LEAST_KEPT) < 0 ? LEAST_KEPT : kept));
  }

  private void run(QueuedQuery query, Caller caller, Question question, RunningQuery live) {
    try {
      if (store.start(query.id(), clock.now())) {
        live.begin();
        answer(query.id(), caller, question, live);
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "Query %s", query.id());
      fail(query.id(), e);
    } finally {
      uncount(query.ownerId(), TextSize.of(question));
      running.remove(query.id());
      live.end();
    }
  }

  private void answer(UUID id, Caller caller, Question question, RunningQuery live) {
    Answer answer;
    try {
      answer = queries.answer(id, caller, question, live);
    } catch (RuntimeException e) {
      if (live.gone()) {
        store.end(
            id,
            QueryStatus.CANCELLED,
            409,
            "query-cancelled",
            "It was cancelled while a node was at it. Nothing was charged",
            clock.now());
      } else {
        fail(id, e);
      }
      return;
    }
    keep(id, answer);
  }

  /** The answer is settled: whatever happens here, it was charged. */
  private void keep(UUID id, Answer answer) {
    try {
      store.done(id, texts.answer(id, answer), clock.now());
    } catch (RuntimeException e) {
      LOG.errorf(e, "The answer of query %s is not kept", id);
      notKept(id);
    }
  }

  private void notKept(UUID id) {
    store.end(
        id,
        QueryStatus.FAILED,
        500,
        "answer-not-kept",
        "It was answered and charged, and the answer could not be kept; its receipt is " + id,
        clock.now());
  }

  private void fail(UUID id, RuntimeException e) {
    Refusal refusal = refusal(e);
    if (refusal == null) {
      LOG.errorf(e, "Query %s failed", id);
      store.end(
          id,
          QueryStatus.FAILED,
          500,
          "unexpected",
          "Something broke on our side. Nothing was charged; please ask again",
          clock.now());
    } else {
      store.end(
          id,
          QueryStatus.FAILED,
          refusal.kind().status(),
          refusal.code(),
          String.valueOf(refusal.getMessage()),
          clock.now());
    }
  }

  private static @Nullable Refusal refusal(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof Refusal refusal) {
        return refusal;
      }
    }
    return null;
  }

  /**
   * @throws Refusal {@code query-not-found}, also for another's
   */
  public QueryView one(Caller caller, UUID id) {
    QueuedQuery query = visible(caller, id);
    return view(query, texts.question(query));
  }

  /** The caller's, newest first, without their texts. */
  public Page<QueryView> page(Caller caller, PageRequest request) {
    Page<QueuedQuery> page = store.page(owner(caller), request);
    return new Page<>(page.items().stream().map(one -> view(one, null)).toList(), page.total());
  }

  /**
   * Takes a question back. One that is being answered ends as soon as its node is told; one that
   * has ended stays as it is.
   *
   * @throws Refusal {@code query-not-found}
   */
  public QueryView cancel(Caller caller, UUID id) {
    visible(caller, id);
    RunningQuery live = running.get(id);
    if (!store.cancelWaiting(id, "It was cancelled before its turn", clock.now()) && live != null) {
      live.cancel();
    }
    return one(caller, id);
  }

  /**
   * The text of an answer beyond its first characters, as soon as there is more; for who may see
   * the query, as {@link #one} says.
   *
   * @return empty when it has ended; its view says how
   */
  public Optional<String> follow(UUID id, int from, Duration patience) throws InterruptedException {
    RunningQuery live = running.get(id);
    if (live == null) {
      return Optional.empty();
    }
    String more = live.after(from, patience.toMillis());
    return more.isEmpty() && live.hasEnded() ? Optional.empty() : Optional.of(more);
  }

  private QueuedQuery visible(Caller caller, UUID id) {
    return store
        .find(id)
        .filter(query -> query.ownerId().equals(owner(caller)))
        .orElseThrow(() -> Refusal.notFound("query", id));
  }

  private static UUID owner(Caller caller) {
    UUID organisation = caller.organisationId();
    return organisation == null ? caller.id() : organisation;
  }

  private void count(UUID owner, long size) {
    boolean tooMuch = bytes.addAndGet(size) > MOST_BYTES;
    if (open.merge(owner, 1, Integer::sum) > MOST_OPEN) {
      uncount(owner, size);
      throw new Refusal(
          Refusal.Kind.TOO_MANY,
          "too-many-queries",
          "You have %d queries waiting or running; wait for one to end".formatted(MOST_OPEN),
          Map.of());
    }
    if (tooMuch) {
      uncount(owner, size);
      throw busy();
    }
  }

  private void uncount(UUID owner, long size) {
    bytes.addAndGet(-size);
    open.computeIfPresent(owner, (_, count) -> count == 1 ? null : count - 1);
  }

  private static Refusal busy() {
    return Refusal.unavailable(
        "queue-full", "Too many queries are waiting here; please ask again in a while");
  }

  private QueryView view(QueuedQuery query, @Nullable Question question) {
    byte[] sealed = query.sealedAnswer();
    String code = query.reasonCode();
    return new QueryView(
        query.id(),
        query.status(),
        query.model(),
        query.domain(),
        query.askedAt(),
        query.startedAt(),
        query.endedAt(),
        query.expiresAt(),
        code == null
            ? null
            : new QueryView.Reason(
                query.reasonStatus(), code, String.valueOf(query.reasonDetail())),
        question,
        sealed == null || question == null ? null : texts.answer(query.id(), sealed));
  }
}
