package ngo.zoo.gpu.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import ngo.zoo.gpu.WorkerMetrics.Breaker;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final BreakerSettings SETTINGS =
      new BreakerSettings(3, 50, Duration.ofSeconds(2), Duration.ofSeconds(8));

  private long now;
  private final CircuitBreaker breaker = new CircuitBreaker(SETTINGS, () -> now, new Random(1));

  @Test
  void failuresInARowOpenItAndOneRequestTries() {
    fail(2);
    breaker.succeeded();
    fail(2);
    assertThat(breaker.admit()).isTrue();
    fail(1);
    assertThat(breaker.state()).isEqualTo(Breaker.OPEN);
    assertThat(breaker.admits()).isFalse();
    assertThat(breaker.admit()).isFalse();
    pass(2000);
    assertThat(breaker.state()).isEqualTo(Breaker.HALF_OPEN);
    assertThat(breaker.admit()).isTrue();
    assertThat(breaker.admit()).as("only one tries").isFalse();
    breaker.succeeded();
    assertThat(breaker.state()).isEqualTo(Breaker.CLOSED);
    assertThat(breaker.admit()).isTrue();
  }

  @Test
  void theBackOffDoublesToItsEnd() {
    fail(3);
    assertThat(backOff()).isBetween(1000L, 2000L);
    for (long longest : new long[] {4000, 8000, 8000, 8000}) {
      breaker.admit();
      breaker.failed();
      assertThat(backOff()).isBetween(longest / 2, longest);
    }
  }

  @Test
  void aTryNobodyTellsOfIsFollowedByAnother() {
    fail(3);
    pass(2000);
    assertThat(breaker.admit()).isTrue();
    assertThat(breaker.admit()).isFalse();
    pass(2000);
    assertThat(breaker.admit()).isTrue();
  }

  @Test
  void failingEverySecondTimeOpensItToo() {
    for (int i = 0; i < 9; i++) {
      breaker.succeeded();
      fail(1);
      assertThat(breaker.state()).isEqualTo(Breaker.CLOSED);
    }
    breaker.succeeded();
    fail(1);
    assertThat(breaker.state()).isEqualTo(Breaker.OPEN);
  }

  @Test
  void failingOnceInAWhileDoesNot() {
    for (int i = 0; i < 100; i++) {
      for (int j = 0; j < 3; j++) {
        breaker.succeeded();
      }
      fail(1);
    }
    assertThat(breaker.state()).isEqualTo(Breaker.CLOSED);
  }

  /** Milliseconds until a request is admitted again. */
  private long backOff() {
    long begin = now;
    while (!breaker.admits()) {
      pass(1);
    }
    return (now - begin) / 1_000_000;
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }

  private void pass(long millis) {
    now += millis * 1_000_000;
  }
}
