package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import ngo.zoo.routing.QuestionFigures;
import org.junit.jupiter.api.Test;

/** Counts by minute, forgetting after an hour, and percentiles within their step. */
class QuestionTallyTest {
  private final QuestionTally tally = new QuestionTally();

  @Test
  void countsAnswersAndRefusalsOfTheMinutesAskedFor() {
    tally.answered(100, 5);
    tally.answered(101, 5);
    tally.answered(101, 5);
    tally.refused(100, "overloaded");
    tally.refused(101, "insufficient-funds");
    tally.refused(101, "overloaded");

    QuestionFigures two = tally.figures(101, 2);
    assertThat(two.answered()).isEqualTo(3);
    assertThat(two.byMinute()).containsExactly(1L, 2L);
    assertThat(two.refused()).isEqualTo(Map.of("overloaded", 2L, "insufficient-funds", 1L));
    assertThat(two.refusals()).isEqualTo(3);

    QuestionFigures last = tally.figures(101, 1);
    assertThat(last.answered()).isEqualTo(2);
    assertThat(last.refusals()).isEqualTo(2);
  }

  @Test
  void forgetsWhatIsOlderThanItsRing() {
    tally.answered(7, 5);
    tally.answered(7 + QuestionTally.MINUTES, 9);
    assertThat(tally.figures(7 + QuestionTally.MINUTES, QuestionTally.MINUTES).answered())
        .isEqualTo(1);
    assertThat(tally.figures(7 + 3L * QuestionTally.MINUTES, 1).answered()).isZero();
  }

  @Test
  void percentilesAreNoLessThanTheTimesAndAtMostAnEighthMore() {
    for (int millis = 1; millis <= 1_000; millis++) {
      tally.answered(1, millis);
    }
    QuestionFigures figures = tally.figures(1, 1);
    assertThat(figures.p50Millis()).isBetween(500.0, 500 * 1.125);
    assertThat(figures.p95Millis()).isBetween(950.0, 950 * 1.125);
    assertThat(figures.p99Millis()).isBetween(990.0, 990 * 1.125);
  }

  @Test
  void extremesStayInsideTheSteps() {
    tally.answered(1, 0);
    assertThat(tally.figures(1, 1).p50Millis()).isCloseTo(0.1, within(1e-9));
    tally.answered(2, Double.MAX_VALUE);
    assertThat(tally.figures(2, 1).p99Millis()).isGreaterThan(250_000);
    assertThat(tally.figures(3, 1).p99Millis()).isZero();
  }
}
