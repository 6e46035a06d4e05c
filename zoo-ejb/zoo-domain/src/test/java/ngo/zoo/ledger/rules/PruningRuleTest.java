package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PruningRuleTest {
  /** Capacity, target, size, coming, prunable: how many leave. */
  @ParameterizedTest
  @CsvSource({
    "1000, 9500, 999, 1, 999, 0",
    "1000, 9500, 1000, 1, 1000, 51",
    "1000, 10000, 1000, 1, 1000, 1",
    "1000, 9500, 1000, 1, 20, 20",
    "1000, 9500, 1000, 1, 0, 0",
    "1000, 9500, 1000, 5, 4, 0",
    "1, 5000, 1, 1, 1, 1",
    "10, 9500, 12, 1, 12, 4",
  })
  void aFullLibraryGoesDownToItsTargetInOnePass(
      int capacity, int target, int size, int coming, int prunable, int leaving) {
    assertThat(new PruningRule(capacity, target).leaving(size, coming, prunable))
        .isEqualTo(leaving);
  }

  @Test
  void whatLeavesMakesEnoughRoomAndIsNoMoreThanMay() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      PruningRule rule = new PruningRule(1 + random.nextInt(200), 5000 + random.nextInt(5001));
      int size = random.nextInt(250);
      int coming = 1 + random.nextInt(5);
      int prunable = random.nextInt(size + 1);

      int leaving = rule.leaving(size, coming, prunable);

      assertThat(leaving).isBetween(0, prunable);
      if (leaving > 0) {
        assertThat(size - leaving + coming).isLessThanOrEqualTo(rule.capacity());
        assertThat(rule.needed(size, coming)).isPositive();
      } else {
        assertThat(rule.needed(size, coming) == 0 || rule.needed(size, coming) > prunable).isTrue();
      }
    }
  }
}
