package ngo.zoo.routing.service;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.gpu.Delta;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.rules.NodeDecision;
import ngo.zoo.shared.Refusal;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The attempts at one question. A node that fails before its first piece of text is followed by
 * another one; afterwards an asker who follows the stream has seen text of this node and no other
 * may go on. When all slots are taken it waits a little for one, in the connector's queue; a node
 * that was down or overloaded is asked again after a while when no other is left.
 */
final class Attempts {
  private static final Logger LOG = Logger.getLogger(Attempts.class);

  /** No node is asked later: an answer must come before the lease of the reserved fee is over. */
  static final Duration START_WITHIN = Duration.ofSeconds(40);

  private static final Duration WAIT_FOR_SLOT = Duration.ofSeconds(10);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
  private static final int MOST_BACK_OFFS = 3;

  private final Candidates candidates;
  private final GpuConnectionFactory workers;
  private final GenerationRequest request;
  private final AnswerListener listener;
  private final long begun = System.nanoTime();

  /** Not asked again for this question. */
  private final Set<UUID> failed = new HashSet<>();

  /** Asked again only when no other is left. */
  private final Set<UUID> avoided = new HashSet<>();

  private @Nullable WorkerException unsupported;

  /** What the first node that refused said. */
  private @Nullable WorkerException refused;

  private @Nullable NodeDecision decision;
  private int attempt;
  private int backOffs;
  private boolean textSeen;

  /** The nodes as they are now. */
  interface Candidates {
    /**
     * @param excluded nodes not to choose
     */
    NodeDecision choose(Set<UUID> excluded);

    /** All that could serve the model once they have a free slot. */
    Set<UUID> able(Set<UUID> excluded);
  }

  Attempts(
      Candidates candidates,
      GpuConnectionFactory workers,
      GenerationRequest request,
      AnswerListener listener) {
    this.candidates = candidates;
    this.workers = workers;
    this.request = request;
    this.listener = listener;
  }

  Inferred run() {
    while (true) {
      Set<UUID> excluded = excluded();
      NodeDecision now = candidates.choose(excluded);
      decision = now;
      attempt = excluded.size() + 1;
      Inferred inferred = now.chosen() == null ? later(now) : ask(now.chosen());
      if (inferred != null) {
        return inferred;
      }
    }
  }

  private Set<UUID> excluded() {
    if (avoided.isEmpty()) {
      return failed;
    }
    Set<UUID> both = new HashSet<>(failed);
    both.addAll(avoided);
    return both;
  }

  private @Nullable Inferred ask(UUID node) {
    GpuConnection connection;
    try {
      connection = workers.getConnection(node);
    } catch (WorkerException e) {
      return e.reason() == Reason.BUSY ? queued() : passedOver(node, e);
    }
    return generate(connection);
  }

  /** Somebody was quicker: waits with the others, so that nobody who came later is served first. */
  private @Nullable Inferred queued() {
    GpuConnection connection;
    try {
      connection = workers.getConnection(candidates.able(excluded()), leftToWait());
    } catch (WorkerException e) {
      if (e.reason() == Reason.BUSY) {
        throw none("All nodes serving " + request.model() + " are busy");
      }
      backOff();
      return null;
    }
    return generate(connection);
  }

  private @Nullable Inferred passedOver(UUID node, WorkerException e) {
    LOG.infof("Query %s, node %s: %s", request.queryId(), node, e.getMessage());
    avoided.add(node);
    return null;
  }

  /** No node is free now. */
  private @Nullable Inferred later(NodeDecision now) {
    WorkerException told = refused;
    if (told != null) {
      throw refusal(told);
    }
    if (now.busy()) {
      return queued();
    }
    WorkerException cannot = unsupported;
    if (cannot != null) {
      throw refusal(cannot);
    }
    if (avoided.isEmpty() || backOffs == MOST_BACK_OFFS) {
      throw none("No node serving " + request.model() + " is up at the moment");
    }
    backOff();
    return null;
  }

  /** Longer each time and never quite the same, so that not all come back at one moment. */
  private void backOff() {
    if (backOffs == MOST_BACK_OFFS) {
      throw none("No node serving " + request.model() + " is up at the moment");
    }
    long whole = FIRST_BACK_OFF.toNanos() << backOffs++;
    LockSupport.parkNanos(whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2));
    avoided.clear();
    mustStillBeWanted();
  }

  private Duration leftToWait() {
    mustStillBeWanted();
    Duration left = WAIT_FOR_SLOT.minusNanos(System.nanoTime() - begun);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void mustStillBeWanted() {
    if (listener.gone()) {
      throw abandoned();
    }
  }

  private @Nullable Inferred generate(GpuConnection connection) {
    UUID node = connection.workerId();
    try (connection) {
      return new Inferred(
          node,
          connection.generate(request, new Taker()),
          Objects.requireNonNull(decision).answeredBy(node),
          attempt);
    } catch (WorkerException e) {
      LOG.infof("Query %s, node %s: %s", request.queryId(), node, e.getMessage());
      judge(node, e);
      return null;
    }
  }

  /** Hands pieces on, and the news that nobody waits for them. */
  private final class Taker implements GpuConnection.TextListener {
    @Override
    public void onText(String piece) {
      onDelta(Delta.of(piece));
    }

    @Override
    public void onDelta(Delta piece) {
      textSeen = listener.streaming();
      listener.onDelta(
          new AnswerListener.Delta(
              piece.choice(), piece.text(), piece.toolCallsJson(), piece.logprobsJson()));
    }

    @Override
    public void onPause() {
      listener.onPause();
    }

    @Override
    public boolean gone() {
      return listener.gone();
    }
  }

  /** Returns when another attempt may be made. */
  private void judge(UUID node, WorkerException e) {
    if (e.reason() == Reason.ABANDONED) {
      throw abandoned();
    }
    if (e.code().startsWith(WorkerException.UNSUPPORTED)) {
      unsupported = e;
      failed.add(node);
      return;
    }
    if (e.reason() == Reason.REFUSED && !textSeen) {
      mustNotBeTheSecond(e);
      failed.add(node);
      return;
    }
    if (textSeen) {
      throw Refusal.unavailable(
          "node-unavailable",
          "The node broke off in the middle of its answer. Nothing was charged; please ask again");
    }
    if (System.nanoTime() - begun > START_WITHIN.toNanos()) {
      throw none("The nodes took too long");
    }
    boolean passes = e.reason() == Reason.BUSY || e.reason() == Reason.UNAVAILABLE;
    (passes ? avoided : failed).add(node);
  }

  /** One node alone ends no question by refusing it: what two refuse is the question's fault. */
  private void mustNotBeTheSecond(WorkerException e) {
    if (refused != null) {
      throw refusal(e);
    }
    refused = e;
  }

  private static Refusal refusal(WorkerException e) {
    String message = String.valueOf(e.getMessage());
    if (e.code().startsWith(WorkerException.UNSUPPORTED)) {
      String field = e.code().substring(WorkerException.UNSUPPORTED.length());
      return Refusal.field("unsupported-field", field, message);
    }
    String code = e.code().equals("outside_vocabulary") ? "outside-vocabulary" : "request-refused";
    return Refusal.invalid(code, message);
  }

  private Refusal abandoned() {
    return Refusal.conflict(
        textSeen ? LeftAnswers.CODE : "query-abandoned",
        "Nobody waited for the answer any more. Nothing was charged");
  }

  /** Of a query that nobody answers the log alone keeps why. */
  private Refusal none(String why) {
    NodeDecision last = decision;
    if (last != null) {
      LOG.warnf("Query %s: no node, because %s", request.queryId(), last.reasons());
      if (last.chosen() == null && !last.busy()) {
        last.mustNotBeTooDear();
      }
    }
    return Refusal.unavailable(
        "node-unavailable", why + ". Nothing was charged; please ask again in a few seconds");
  }
}
