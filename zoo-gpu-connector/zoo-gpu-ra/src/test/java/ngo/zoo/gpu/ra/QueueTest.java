package ngo.zoo.gpu.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Queue queue = new Queue(2);
  private final WorkerState one = up(1);
  private final WorkerState other = up(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void aReturnedSlotWakesWhoeverHasWaitedLongest() throws Exception {
    one.takeSlot();
    BlockingQueue<String> served = new LinkedBlockingQueue<>();
    waiter("first", served, one);
    awaitWaiting(one, 1);
    waiter("second", served, one);
    awaitWaiting(one, 2);
    assertThat(one.takeSlot()).isFalse();
    one.returnSlot();
    assertThat(served.poll(5, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(served).isEmpty();
    assertThat(one.takeSlot()).as("nobody overtakes").isFalse();
    one.returnSlot();
    assertThat(served.poll(5, TimeUnit.SECONDS)).isEqualTo("second");
    one.returnSlot();
    assertThat(one.metrics().inFlight()).isZero();
  }

  @Test
  void whicheverWorkerHasASlotFirstServesAndTheOtherLosesNone() throws Exception {
    one.takeSlot();
    other.takeSlot();
    BlockingQueue<String> served = new LinkedBlockingQueue<>();
    waiter("x", served, one, other);
    awaitWaiting(other, 1);
    other.returnSlot();
    assertThat(served.poll(5, TimeUnit.SECONDS)).isEqualTo("x");
    assertThat(one.metrics().queued()).isZero();
    one.returnSlot();
    assertThat(one.takeSlot()).isTrue();
    assertThat(other.takeSlot()).isFalse();
  }

  @Test
  void noMoreWaitThanMay() throws Exception {
    one.takeSlot();
    BlockingQueue<String> served = new LinkedBlockingQueue<>();
    waiter("a", served, one);
    waiter("b", served, one);
    awaitWaiting(one, 2);
    assertReason(Reason.BUSY, () -> queue.take(List.of(one), LONG));
  }

  @Test
  void whoHasWaitedTooLongLeavesTheQueue() {
    one.takeSlot();
    assertReason(Reason.BUSY, () -> queue.take(List.of(one), Duration.ofMillis(30)));
    assertThat(one.metrics().queued()).isZero();
    one.returnSlot();
    assertThat(one.takeSlot()).isTrue();
  }

  @Test
  void whenAllAreDownNobodyWaitsOn() {
    one.takeSlot();
    CompletableFuture<WorkerState> waiting = async(one);
    awaitWaiting(one, 1);
    one.down("pulled the plug", Instant.EPOCH);
    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .rootCause()
        .hasMessageContaining("pulled the plug");
    assertReason(Reason.UNAVAILABLE, () -> queue.take(List.of(one), LONG));
    assertReason(Reason.UNAVAILABLE, () -> queue.take(List.of(), LONG));
  }

  @Test
  void aSlotMoreServesOneMore() throws Exception {
    one.takeSlot();
    CompletableFuture<WorkerState> waiting = async(one);
    awaitWaiting(one, 1);
    one.replace(worker(one.worker().id(), 2));
    assertThat(waiting.get(5, TimeUnit.SECONDS)).isSameAs(one);
  }

  /** Many take and return in disorder: never more in flight than slots, and none is lost. */
  @Test
  void slotsAreNeitherLostNorDoubled() throws Exception {
    Queue wide = new Queue(1000);
    WorkerState small = up(2);
    WorkerState big = up(3);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 16)
            .mapToObj(
                seed ->
                    CompletableFuture.runAsync(
                        () -> use(wide, List.of(small, big), seed, inside, most, served), threads))
            .toList();
    for (CompletableFuture<Void> each : all) {
      each.get(30, TimeUnit.SECONDS);
    }
    assertThat(most.get()).isLessThanOrEqualTo(5);
    assertThat(served.get()).isPositive();
    assertThat(small.metrics().inFlight() + big.metrics().inFlight()).isZero();
    assertThat(small.metrics().queued() + big.metrics().queued()).isZero();
    assertThat(small.takeSlot()).isTrue();
    assertThat(small.takeSlot()).isTrue();
    assertThat(small.takeSlot()).isFalse();
  }

  private static void use(
      Queue queue,
      List<WorkerState> workers,
      int seed,
      AtomicInteger inside,
      AtomicInteger most,
      AtomicInteger served) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      try {
        WorkerState taken = queue.take(workers, Duration.ofNanos(random.nextInt(300_000)));
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        Thread.yield();
        inside.decrementAndGet();
        served.incrementAndGet();
        taken.returnSlot();
      } catch (WorkerException e) {
        assertThat(e.reason()).isEqualTo(Reason.BUSY);
      }
    }
  }

  private void waiter(String name, BlockingQueue<String> served, WorkerState... workers) {
    threads.execute(
        () -> {
          try {
            queue.take(List.of(workers), LONG);
            served.add(name);
          } catch (WorkerException e) {
            served.add(e.toString());
          }
        });
    awaitWaiting(workers[0], workers.length == 1 ? 0 : 1);
  }

  private CompletableFuture<WorkerState> async(WorkerState worker) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return queue.take(List.of(worker), LONG);
          } catch (WorkerException e) {
            throw new CompletionException(e);
          }
        },
        threads);
  }

  private static void awaitWaiting(WorkerState worker, int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (worker.metrics().queued() < count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WorkerException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static WorkerState up(int slots) {
    WorkerState state = new WorkerState(worker(UUID.randomUUID(), slots), BreakerSettings.DEFAULT);
    state.up(List.of("m"), 0, Instant.EPOCH);
    return state;
  }

  private static Worker worker(UUID id, int slots) {
    return new Worker(id, "w", URI.create("http://127.0.0.1:1"), slots, false, new byte[32]);
  }
}
