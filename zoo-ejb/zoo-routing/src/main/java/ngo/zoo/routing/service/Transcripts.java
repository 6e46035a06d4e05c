package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.ledger.Retrieval;
import ngo.zoo.persistence.routing.DecisionStore;
import ngo.zoo.persistence.routing.QueuedQueryStore;
import ngo.zoo.persistence.routing.Transcript;
import ngo.zoo.persistence.routing.TranscriptStore;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Exchange;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was asked and answered, sealed, for the governed time. An answer does not wait for it:
 * transcripts are written in batches by a thread of their own, so a server that is lost may lose
 * the transcripts of its last moments, and never a receipt.
 */
@ApplicationScoped
public class Transcripts {
  private static final Logger LOG = Logger.getLogger(Transcripts.class);
  private static final int MOST_WAITING = 4096;
  private static final int BATCH = 512;

  /** While the books stand still, long texts must not fill the memory. */
  private static final long MOST_BYTES = 64L << 20;

  private static final long BATCH_BYTES = 8L << 20;

  /** More transcripts in a batch cost less each. */
  private static final long GATHER = Duration.ofMillis(100).toNanos();

  @Inject private TranscriptStore store;
  @Inject private QueuedQueryStore queued;
  @Inject private DecisionStore decisions;
  @Inject private SealedTexts texts;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @Resource private ManagedThreadFactory threads;

  /** What is kept until then; sealed by whoever writes it. */
  private record Kept(Exchange exchange, Instant expires, long bytes) {
    Kept(Exchange exchange, Instant expires) {
      this(exchange, expires, TextSize.of(exchange));
    }

    UUID receipt() {
      return exchange.answer().receiptId();
    }
  }

  private final BlockingQueue<Kept> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong bytes = new AtomicLong();

  /** Those that wait and those being written: an asker may read his before the books have it. */
  private final Map<UUID, Kept> unwritten = new ConcurrentHashMap<>();

  private volatile boolean open = true;
  private @Nullable Thread writer;

  /** Before the first question. */
  public void start() {
    Thread thread = threads.newThread(this::write);
    thread.setName("transcript-writer");
    thread.start();
    writer = thread;
  }

  /** After the last question: what waits is written. */
  public void stop() {
    open = false;
    Thread thread = writer;
    try {
      if (thread != null) {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps it when anything is kept at all. Never fails: the answer is settled. */
  public void keep(Query query, Retrieval found, GenerationRequest request, Answer answer) {
    try {
      Duration retention = parameters.duration(Parameter.TRANSCRIPT_RETENTION);
      if (retention.isPositive()) {
        Kept kept = new Kept(exchange(query, found, request, answer), clock.now().plus(retention));
        if (!offered(kept)) {
          store.addAll(List.of(sealed(kept)));
        }
      }
    } catch (RuntimeException e) {
      LOG.warnf(e, "The transcript of query %s is not kept", query.id());
    }
  }

  /** What finds no place is written by whoever answered, who waits for it. */
  private boolean offered(Kept kept) {
    unwritten.put(kept.receipt(), kept);
    if (bytes.addAndGet(kept.bytes) <= MOST_BYTES && waiting.offer(kept)) {
      return true;
    }
    done(List.of(kept));
    return false;
  }

  private void done(List<Kept> kept) {
    kept.forEach(one -> unwritten.remove(one.receipt()));
    bytes.addAndGet(-kept.stream().mapToLong(Kept::bytes).sum());
  }

  private Transcript sealed(Kept kept) {
    return texts.transcript(kept.exchange, kept.expires);
  }

  private static Exchange exchange(
      Query query, Retrieval found, GenerationRequest request, Answer answer) {
    return new Exchange(
        query.question(),
        request.seed(),
        found.experiences().stream()
            .map(one -> new Exchange.GivenExperience(one.id(), one.text()))
            .toList(),
        answer);
  }

  /** What was asked and answered; empty when it is not kept any more, or never was. */
  public Optional<Exchange> find(UUID queryId) {
    return Optional.ofNullable(unwritten.get(queryId))
        .map(Kept::exchange)
        .or(() -> store.find(queryId).map(texts::exchange));
  }

  private void write() {
    List<Kept> batch = new ArrayList<>();
    while (open || !waiting.isEmpty()) {
      try {
        Kept first = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          gather(first, batch);
          store.addAll(batch.stream().map(this::sealed).toList());
          pause();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.errorf(e, "%d transcripts could not be written and are not kept", batch.size());
      }
      done(batch);
      batch.clear();
    }
  }

  private void gather(Kept first, List<Kept> batch) {
    long size = 0;
    for (Kept next = first; next != null; next = waiting.poll()) {
      batch.add(next);
      size += next.bytes;
      if (batch.size() == BATCH || size >= BATCH_BYTES) {
        return;
      }
    }
  }

  private void pause() {
    if (open && waiting.size() < BATCH) {
      LockSupport.parkNanos(GATHER);
    }
  }

  /** Erases what has been kept long enough. */
  public void erase() {
    int erased = store.erase(clock.now()) + queued.erase(clock.now());
    decisions.erase(clock.now());
    if (erased > 0) {
      LOG.infof("%d questions with their answers were erased", erased);
    }
  }
}
