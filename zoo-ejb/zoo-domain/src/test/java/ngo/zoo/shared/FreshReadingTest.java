package ngo.zoo.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreshReadingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong nanos = new AtomicLong(5);
  private final AtomicInteger stored = new AtomicInteger(1);
  private final AtomicInteger readings = new AtomicInteger();
  private final FreshReading<Integer> reading = reading();

  private FreshReading<Integer> reading() {
    return new FreshReading<>(
        () -> {
          readings.incrementAndGet();
          return stored.get();
        },
        SECOND,
        nanos::get);
  }

  @Test
  void isReadOnceAndAgainWhenItIsOld() {
    assertThat(reading.get()).isEqualTo(1);
    stored.set(2);
    pass(999);
    assertThat(reading.get()).isEqualTo(1);
    pass(1);
    assertThat(reading.get()).isEqualTo(2);
    assertThat(readings).hasValue(2);
  }

  @Test
  void whoKeepsAskingNeverReads() {
    reading.get();
    for (int i = 0; i < 20; i++) {
      pass(700);
      reading.keepFresh();
      int before = readings.get();
      reading.get();
      assertThat(readings).hasValue(before);
    }
    assertThat(readings).hasValue(21);
  }

  @Test
  void whatNobodyAsksForIsLeftAlone() {
    reading.keepFresh();
    assertThat(readings).hasValue(0);
    reading.get();
    for (int i = 0; i < 100; i++) {
      pass(700);
      reading.keepFresh();
    }
    assertThat(readings).hasValueLessThan(17);
  }

  @Test
  void whatWasDroppedIsReadAgain() {
    reading.get();
    stored.set(2);
    reading.drop();
    assertThat(reading.get()).isEqualTo(2);
  }

  @Test
  void whatIsDroppedWhileItIsReadIsNotKept() {
    AtomicInteger times = new AtomicInteger();
    AtomicInteger value = new AtomicInteger(1);
    FreshReading<?>[] self = new FreshReading<?>[1];
    FreshReading<Integer> dropped =
        new FreshReading<>(
            () -> {
              int read = value.get();
              if (times.getAndIncrement() == 0) {
                value.set(2);
                self[0].drop();
              }
              return read;
            },
            SECOND,
            nanos::get);
    self[0] = dropped;
    assertThat(dropped.get()).isEqualTo(1);
    assertThat(dropped.get()).isEqualTo(2);
  }

  @Test
  void oneCanBeAskedForThatIsYounger() {
    reading.get();
    stored.set(2);
    pass(49);
    assertThat(reading.get(Duration.ofMillis(50))).isEqualTo(1);
    pass(1);
    assertThat(reading.get(Duration.ofMillis(50))).isEqualTo(2);
  }

  @Test
  void aFailureIsNotKept() {
    AtomicInteger times = new AtomicInteger();
    FreshReading<String> failing =
        new FreshReading<>(
            () -> {
              if (times.getAndIncrement() == 0) {
                throw new IllegalStateException("gone");
              }
              return "there";
            },
            SECOND,
            nanos::get);
    assertThatThrownBy(failing::get).hasMessage("gone");
    assertThat(failing.get()).isEqualTo("there");
  }

  @Test
  void whoCannotWaitForAnotherReads() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    FreshReading<Integer> slow =
        FreshReading.of(
            () -> {
              int time = times.incrementAndGet();
              if (time == 1) {
                begun.countDown();
                awaited(end);
              }
              return time;
            },
            SECOND);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> first = threads.submit(() -> slow.get());
      begun.await();
      assertThat(slow.get()).isEqualTo(2);
      end.countDown();
      assertThat(first.get()).isEqualTo(1);
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pass(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
