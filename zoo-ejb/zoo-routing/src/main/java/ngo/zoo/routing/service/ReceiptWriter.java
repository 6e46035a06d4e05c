package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.persistence.billing.CreditLeases;
import ngo.zoo.shared.Refusal;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of this server's batches of receipts. Answers paid from leases wait here, and one
 * transaction commits all that came while the last one was committed. A question takes its place
 * here before it is answered, so that an answer never finds none.
 *
 * <p>A server that dies loses the answers that wait here: they were given, no receipt of theirs
 * ever shows and nobody pays for them. Plans that ask for it wait for the commit before they reply.
 */
@ApplicationScoped
public class ReceiptWriter {
  private static final Logger LOG = Logger.getLogger(ReceiptWriter.class);

  /** A quarter of what a batch of 512 costs does not depend on how many answers it has. */
  private static final int BATCH = ReceiptPlaces.MOST / 2;

  /** More answers in a batch cost less each; nobody waits for these but by {@link #flush}. */
  private static final Duration GATHER = Duration.ofMillis(200);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 5;

  private final LinkedBlockingQueue<Answered> waiting = new LinkedBlockingQueue<>();
  private final ReceiptPlaces places = new ReceiptPlaces();
  private final AtomicLong added = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final Object news = new Object();
  private Duration pause = Duration.ofMillis(500);
  private Duration patience = PATIENCE;
  private volatile boolean hurry;
  private volatile boolean stopping;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  @Resource private ManagedThreadFactory threads;
  @EJB private BatchSettlement settlement;

  /** For the container. */
  public ReceiptWriter() {}

  /**
   * @param pause after the first failure; after each further one it is that much longer
   * @param patience at the end, for what waits to be committed
   */
  ReceiptWriter(BatchSettlement settlement, Duration pause, Duration patience) {
    this.settlement = settlement;
    this.pause = pause;
    this.patience = patience;
  }

  /** Before the first question. */
  public void start() {
    start(threads);
  }

  void start(ThreadFactory threads) {
    thread = threads.newThread(this::run);
    thread.setName("receipt-writer");
    thread.start();
  }

  /**
   * No more questions are taken, and those that are being answered have some time to end: what
   * waits then is committed, if the books can be reached. The thread ends whatever they say: one
   * that tried on would keep the application's classes for ever.
   */
  public void stop() {
    int left = places.close(patience);
    if (left > 0) {
      LOG.warnf("%d answers are still on their way", left);
    }
    stopping = true;
    flush(patience);
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join(patience);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Takes a place for an answer to come; it is given back by {@link #leave} or by its commit.
   *
   * @throws Refusal {@code overloaded} (503) as {@link ReceiptPlaces#take}
   */
  public void enter() {
    places.take();
  }

  /** There will be no answer. */
  public void leave() {
    places.giveBack(1);
  }

  /** Hands over an answer whose place was taken. */
  public void add(Answered answer) {
    added.incrementAndGet();
    waiting.add(answer);
    if (answer.drawn().lease().durable() || isBatch()) {
      hurry();
    }
    if (stopped) {
      // Its asker must not wait for a writer that is gone.
      writeRest();
    }
  }

  /** Answers given and not committed yet. */
  public long uncommitted() {
    return Math.max(0, added.get() - done.get());
  }

  private boolean isBatch() {
    return waiting.size() >= BATCH / 2;
  }

  private void hurry() {
    hurry = true;
    LockSupport.unpark(thread);
  }

  /** Returns when everything that was handed over before is committed, or after five seconds. */
  public void flush() {
    flush(PATIENCE.dividedBy(2));
  }

  private void flush(Duration patience) {
    long target = added.get();
    if (done.get() >= target) {
      return;
    }
    long until = System.nanoTime() + patience.toNanos();
    synchronized (news) {
      while (done.get() < target && until - System.nanoTime() > 0) {
        hurry();
        awaitDone();
      }
    }
  }

  private void awaitDone() {
    try {
      TimeUnit.MILLISECONDS.timedWait(news, GATHER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping || !waiting.isEmpty()) {
        writeNext();
      }
    } catch (InterruptedException e) {
      LOG.debug("The writer of receipts was told to end");
    } finally {
      stopped = true;
      writeRest();
    }
  }

  private void writeNext() throws InterruptedException {
    Answered first = waiting.poll(1, TimeUnit.SECONDS);
    if (first == null) {
      return;
    }
    if (!hurry && !isBatch() && !first.drawn().lease().durable()) {
      LockSupport.parkNanos(GATHER.toNanos());
    }
    hurry = false;
    List<Answered> batch = new ArrayList<>(BATCH);
    batch.add(first);
    waiting.drainTo(batch, BATCH - 1);
    write(batch, ATTEMPTS);
  }

  /** The server stops: one attempt at what waits still. */
  private void writeRest() {
    List<Answered> rest = new ArrayList<>();
    while (waiting.drainTo(rest, BATCH) > 0) {
      while (!rest.isEmpty()) {
        rest = leftAfter(rest);
      }
    }
  }

  /** What one attempt leaves to do: the others, when a lease gives no more. */
  private List<Answered> leftAfter(List<Answered> rest) {
    try {
      settlement.settle(rest);
      written(rest);
      return new ArrayList<>();
    } catch (CreditLeases.Refused refused) {
      List<Answered> others = others(rest, refused);
      if (others.size() < rest.size()) {
        return others;
      }
      return lost(rest, refused);
    } catch (RuntimeException | Error e) {
      return lost(rest, e);
    }
  }

  private List<Answered> lost(List<Answered> rest, Throwable cause) {
    LOG.errorf(cause, "%d answers were given and are paid by nobody", rest.size());
    rest.forEach(Answered::lost);
    finished(rest.size());
    return new ArrayList<>();
  }

  /**
   * Until it is written; what can never be is found by writing ever fewer together. While the books
   * cannot be read either, nothing is given up: it is not the answers' fault.
   */
  private void write(List<Answered> batch, int attempts) throws InterruptedException {
    List<Answered> open = batch;
    for (int attempt = 1; !open.isEmpty(); attempt++) {
      try {
        settlement.settle(open);
        written(open);
        return;
      } catch (CreditLeases.Refused refused) {
        writeWithout(open, refused);
        return;
      } catch (RuntimeException | Error e) {
        LOG.warnf(e, "%d receipts are not written yet", open.size());
        pause(open, attempt);
        List<Answered> left = unwritten(open);
        if (left != null && left.size() == open.size() && attempt >= attempts) {
          writeApart(open, e);
          return;
        }
        open = left == null ? open : left;
      }
    }
  }

  /** Whoever waits for these is told when the server stops instead. */
  private void pause(List<Answered> open, int attempt) throws InterruptedException {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos() * Math.min(attempt, ATTEMPTS));
    } catch (InterruptedException e) {
      waiting.addAll(open);
      throw e;
    }
  }

  /**
   * Without those whose commit counted though its answer was lost; null when the books do not say.
   */
  private @Nullable List<Answered> unwritten(List<Answered> batch) {
    try {
      Set<UUID> there = settlement.written(batch.stream().map(one -> one.query().id()).toList());
      written(batch.stream().filter(one -> there.contains(one.query().id())).toList());
      return batch.stream().filter(one -> !there.contains(one.query().id())).toList();
    } catch (RuntimeException | Error e) {
      LOG.warnf(e, "The books cannot be read; %d receipts wait", batch.size());
      return null;
    }
  }

  private void written(List<Answered> batch) {
    batch.forEach(Answered::written);
    finished(batch.size());
  }

  private void writeWithout(List<Answered> batch, CreditLeases.Refused refused)
      throws InterruptedException {
    List<Answered> others = others(batch, refused);
    if (!others.isEmpty()) {
      write(others, ATTEMPTS);
    }
  }

  /** Those of other leases; the refused one's are written, each by itself. */
  private List<Answered> others(List<Answered> batch, CreditLeases.Refused refused) {
    List<Answered> others = new ArrayList<>();
    for (Answered one : batch) {
      if (one.drawn().leaseId().equals(refused.lease())) {
        writeAlone(one);
      } else {
        others.add(one);
      }
    }
    return others;
  }

  private void writeAlone(Answered answer) {
    try {
      settlement.settleAlone(answer);
      answer.written();
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "Query %s was answered and is paid by nobody", answer.query().id());
      answer.lost();
    }
    finished(1);
  }

  private void writeApart(List<Answered> batch, Throwable cause) throws InterruptedException {
    if (batch.size() == 1) {
      LOG.errorf(
          cause, "Query %s was answered and is paid by nobody", batch.getFirst().query().id());
      batch.getFirst().lost();
      finished(1);
      return;
    }
    int half = batch.size() / 2;
    List<Answered> second = batch.subList(half, batch.size());
    try {
      writePart(batch.subList(0, half));
    } catch (InterruptedException e) {
      waiting.addAll(second);
      throw e;
    }
    writePart(second);
  }

  /** Quickly, for others wait; only the one that is left alone gets its chances again. */
  private void writePart(List<Answered> part) throws InterruptedException {
    write(part, part.size() == 1 ? ATTEMPTS : 1);
  }

  private void finished(int count) {
    places.giveBack(count);
    done.addAndGet(count);
    synchronized (news) {
      news.notifyAll();
    }
  }
}
