package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeftCountTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LeftCount count = new LeftCount(0);

  @Test
  void aFewAreNobodysBusiness() {
    leave(9);
    assertThat(count.isTooMany(1)).isFalse();
    leave(1);
    assertThat(count.isTooMany(1)).isTrue();
  }

  @Test
  void oneWhoPaysForMostOfThemMayLeaveMore() {
    leave(12);
    for (int i = 0; i < 47; i++) {
      count.answered(1);
    }
    assertThat(count.isTooMany(1)).isTrue();
    count.answered(1);
    assertThat(count.isTooMany(1)).isFalse();
  }

  @Test
  void everyMinuteBeginsAnew() {
    leave(50);
    assertThat(count.isTooMany(MINUTE - 1)).isTrue();
    assertThat(count.isOver(MINUTE - 1)).isFalse();
    assertThat(count.isOver(MINUTE)).isTrue();
    assertThat(count.isTooMany(MINUTE)).isFalse();
  }

  private void leave(int times) {
    for (int i = 0; i < times; i++) {
      count.left(1);
    }
  }
}
