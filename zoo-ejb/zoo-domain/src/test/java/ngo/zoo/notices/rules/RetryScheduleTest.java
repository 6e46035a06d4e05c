package ngo.zoo.notices.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int EXACT = 20;

  private static Duration wait(int tries, int draw) {
    return Duration.between(
        START, RetrySchedule.next(tries, START, START, Duration.ZERO, draw).orElseThrow());
  }

  @Test
  void eachWaitIsThreeTimesTheOneBeforeUpToFourHours() {
    assertThat(wait(1, EXACT)).isEqualTo(Duration.ofSeconds(5));
    assertThat(wait(2, EXACT)).isEqualTo(Duration.ofSeconds(15));
    assertThat(wait(3, EXACT)).isEqualTo(Duration.ofSeconds(45));
    assertThat(wait(30, EXACT)).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void waitsAreSpreadByAFifth() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      assertThat(wait(2, random.nextInt()))
          .isBetween(Duration.ofSeconds(12), Duration.ofSeconds(18));
    }
    assertThat(wait(2, 0)).isEqualTo(Duration.ofSeconds(12));
    assertThat(wait(2, 40)).isEqualTo(Duration.ofSeconds(18));
  }

  @Test
  void triesEndAfterADayWhateverTheDraw() {
    Random random = new Random(2);
    Instant now = START;
    int tries = 0;
    Optional<Instant> next = Optional.of(now);
    while (next.isPresent()) {
      now = next.get();
      tries++;
      assertThat(tries).isLessThan(100);
      next = RetrySchedule.next(tries, START, now, Duration.ZERO, random.nextInt());
    }
    assertThat(Duration.between(START, now)).isBetween(Duration.ofHours(18), RetrySchedule.WINDOW);
    assertThat(tries).isBetween(10, 20);
  }

  @Test
  void theReceiverMayAskForMoreTimeButNotForEver() {
    assertThat(RetrySchedule.next(1, START, START, Duration.ofMinutes(10), EXACT))
        .contains(START.plus(Duration.ofMinutes(10)));
    assertThat(RetrySchedule.next(1, START, START, Duration.ofDays(10), EXACT))
        .contains(START.plus(Duration.ofHours(4)));
  }
}
