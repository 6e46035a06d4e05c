package ngo.zoo.routing.service;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
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
 * another one; afterwards the asker has seen text of this node and no other may go on. When all
 * slots are taken it waits a little for one.
 */
final class Attempts {
  private static final Logger LOG = Logger.getLogger(Attempts.class);

  /** No node is asked later: an answer must come before the lease of the reserved fee is over. */
  static final Duration START_WITHIN = Duration.ofSeconds(40);

  private static final Duration WAIT_FOR_SLOT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final BiFunction<String, Set<UUID>, NodeDecision> chooser;
  private final GpuConnectionFactory workers;
  private final GenerationRequest request;
  private final AnswerListener listener;
  private final long begun = System.nanoTime();
  private final Set<UUID> failed = new HashSet<>();
  private boolean textSeen;

  Attempts(
      BiFunction<String, Set<UUID>, NodeDecision> chooser,
      GpuConnectionFactory workers,
      GenerationRequest request,
      AnswerListener listener) {
    this.chooser = chooser;
    this.workers = workers;
    this.request = request;
    this.listener = listener;
  }

  Inferred run() {
    while (true) {
      Inferred inferred = attempt(choose());
      if (inferred != null) {
        return inferred;
      }
    }
  }

  private UUID choose() {
    NodeDecision decision = chooser.apply(request.model(), Set.copyOf(failed));
    while (decision.chosen() == null) {
      if (!decision.busy() || isOver(WAIT_FOR_SLOT)) {
        throw none(decision);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      decision = chooser.apply(request.model(), Set.copyOf(failed));
    }
    LOG.debugf("Query %s: %s", request.queryId(), decision.reasons());
    return decision.chosen();
  }

  private @Nullable Inferred attempt(UUID node) {
    try (GpuConnection connection = workers.getConnection(node)) {
      return new Inferred(node, connection.generate(request, new Taker()));
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
      onDelta(new Delta(0, piece, "", ""));
    }

    @Override
    public void onDelta(Delta piece) {
      textSeen = true;
      listener.onDelta(
          new AnswerListener.Delta(
              piece.choice(), piece.text(), piece.toolCallsJson(), piece.logprobsJson()));
    }

    @Override
    public boolean gone() {
      return listener.gone();
    }
  }

  /** Returns when another node may be tried. */
  private void judge(UUID node, WorkerException e) {
    if (e.reason() == Reason.REFUSED) {
      throw refusal(e);
    }
    if (e.reason() == Reason.ABANDONED) {
      throw Refusal.conflict(
          "query-abandoned", "Nobody waited for the answer any more. Nothing was charged");
    }
    if (textSeen) {
      throw Refusal.unavailable(
          "node-unavailable",
          "The node broke off in the middle of its answer. Nothing was charged; please ask again");
    }
    if (isOver(START_WITHIN)) {
      throw Refusal.unavailable(
          "node-unavailable",
          "The nodes took too long. Nothing was charged; please ask again in a few seconds");
    }
    if (e.reason() == Reason.BUSY && !isOver(WAIT_FOR_SLOT)) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    } else {
      failed.add(node);
    }
  }

  private boolean isOver(Duration limit) {
    return System.nanoTime() - begun > limit.toNanos();
  }

  private static Refusal refusal(WorkerException e) {
    String code = e.code().equals("outside_vocabulary") ? "outside-vocabulary" : "request-refused";
    return Refusal.invalid(code, String.valueOf(e.getMessage()));
  }

  private Refusal none(NodeDecision decision) {
    LOG.warnf("Query %s: no node, because %s", request.queryId(), decision.reasons());
    String why =
        decision.busy()
            ? "All nodes serving " + request.model() + " are busy"
            : "No node serving " + request.model() + " is up at the moment";
    return Refusal.unavailable(
        "node-unavailable", why + ". Nothing was charged; please ask again in a few seconds");
  }
}
