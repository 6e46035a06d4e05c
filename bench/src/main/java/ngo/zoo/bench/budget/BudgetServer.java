package ngo.zoo.bench.budget;

import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.billing.CreditLeases;
import ngo.zoo.persistence.billing.CreditLeases.Draw;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.leases.Drawn;
import ngo.zoo.rewards.leases.LeaseDesk;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.shared.Amount;

/**
 * One server process: clients ask, a fee comes from a lease or alone, one thread settles batches.
 * Says how many it paid for at its end, if it lives to see it.
 */
public final class BudgetServer {
  static final Amount FEE = Amount.keeper(BigInteger.TEN.pow(16));
  private static final int BATCH = 1_024;

  private final Books books;
  private final LeaseScope scope;
  private final LeaseDesk desk;
  private final LinkedBlockingQueue<Drawn> waiting = new LinkedBlockingQueue<>(BATCH);
  private final AtomicLong leased = new AtomicLong();
  private final AtomicLong alone = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean done;

  private BudgetServer(Books books, UUID organisation) {
    this.books = books;
    this.scope = new LeaseScope(AccountKind.ORGANISATION, organisation, null, null);
    ExecutorService opener = Executors.newSingleThreadExecutor();
    this.desk =
        new LeaseDesk(
            books,
            LeaseDesk.Terms.USUAL,
            () -> Duration.ofSeconds(60),
            work -> opener.execute(() -> quietly(work)),
            System::nanoTime,
            Instant::now);
  }

  /** {@code BudgetServer URL ORGANISATION CLIENTS REQUESTS}. */
  public static void main(String[] arguments) throws Exception {
    BudgetServer server =
        new BudgetServer(new Books(arguments[0], Ids.next()), UUID.fromString(arguments[1]));
    server.run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.printf(
        "%d leased %d alone %d refused %d lost%n",
        server.leased.get(), server.alone.get(), server.refused.get(), server.lost.get());
    Runtime.getRuntime().halt(0);
  }

  private void run(int clients, int requests) throws InterruptedException {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    timer.scheduleWithFixedDelay(() -> quietly(desk::keep), 1, 1, TimeUnit.SECONDS);
    Thread settling = Thread.ofPlatform().start(this::settle);
    CountDownLatch asked = new CountDownLatch(clients);
    for (int i = 0; i < clients; i++) {
      Thread.ofPlatform().start(() -> ask(requests / clients, asked));
    }
    asked.await();
    done = true;
    settling.join();
    timer.shutdownNow();
    timer.awaitTermination(10, TimeUnit.SECONDS);
    desk.close();
  }

  private void ask(int requests, CountDownLatch asked) {
    for (int i = 0; i < requests; i++) {
      Optional<Drawn> drawn = desk.take(scope, FEE);
      if (drawn.isPresent()) {
        settleLater(drawn.get());
      } else if (books.payAlone(scope, FEE) || desk.recall(scope) && books.payAlone(scope, FEE)) {
        alone.incrementAndGet();
      } else {
        refused.incrementAndGet();
      }
    }
    asked.countDown();
  }

  private void settleLater(Drawn drawn) {
    try {
      waiting.put(drawn);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void settle() {
    while (!done || !waiting.isEmpty()) {
      List<Drawn> batch = new ArrayList<>();
      try {
        Drawn first = waiting.poll(5, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch, BATCH - 1);
          settle(batch);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void settle(List<Drawn> batch) {
    Map<UUID, Long> counts = new HashMap<>();
    batch.forEach(one -> counts.merge(one.leaseId(), 1L, Long::sum));
    for (Map.Entry<UUID, Long> one : counts.entrySet()) {
      Amount amount = Amount.keeper(FEE.units().multiply(BigInteger.valueOf(one.getValue())));
      try {
        books.settle(List.of(new Draw(one.getKey(), scope.payer(), amount)), FEE);
        leased.addAndGet(one.getValue());
      } catch (CreditLeases.Refused over) {
        lost.addAndGet(one.getValue());
      }
    }
    batch.forEach(Drawn::done);
  }

  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      System.err.println(e.getMessage());
    }
  }
}
