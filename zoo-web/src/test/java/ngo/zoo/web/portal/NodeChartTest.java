package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ngo.zoo.routing.NodeMinute;
import org.junit.jupiter.api.Test;

/** Minutes become columns: nothing is lost, nothing is drawn outside, an empty time is empty. */
class NodeChartTest {
  private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aTimeWithoutRequestsIsEmpty() {
    NodeChart chart = NodeChart.of(List.of(), END, Duration.ofDays(1));
    assertThat(chart.isEmpty()).isTrue();
    assertThat(chart.columns()).hasSize(48);
    assertThat(chart.rows()).isEmpty();
    assertThat(chart.typicalLine()).isEmpty();
    assertThat(chart.answeredBoxes()).allMatch(box -> box.height() == 0);
  }

  @Test
  void minutesAddUpInTheColumnTheyFallInto() {
    NodeChart chart =
        NodeChart.of(
            List.of(
                minute(1, 10, 0, 100, 200), minute(2, 30, 2, 200, 800), minute(90, 5, 5, 50, 60)),
            END,
            Duration.ofDays(1));
    assertThat(chart.answered()).isEqualTo(45);
    assertThat(chart.failed()).isEqualTo(7);
    NodeChart.Column last = chart.columns().getLast();
    assertThat(last.answered()).isEqualTo(40);
    assertThat(last.failed()).isEqualTo(2);
    assertThat(last.p50Millis()).isEqualTo((10 * 100 + 30 * 200) / 40.0);
    assertThat(last.p95Millis()).isEqualTo(800);
    assertThat(chart.rows()).hasSize(2).first().isEqualTo(last);
    assertThat(chart.mostRequests()).isEqualTo(42);
  }

  @Test
  void failedRequestsStandUnderTheAnsweredOnes() {
    NodeChart chart = NodeChart.of(List.of(minute(1, 50, 50, 9, 9)), END, Duration.ofDays(1));
    NodeChart.Box answered = chart.answeredBoxes().getLast();
    NodeChart.Box failed = chart.failedBoxes().getLast();
    assertThat(answered.y()).isZero();
    assertThat(answered.height()).isEqualTo(50);
    assertThat(failed.y()).isEqualTo(50);
    assertThat(failed.height()).isEqualTo(50);
  }

  @Test
  void whatIsOlderIsLeftOut() {
    NodeChart chart = NodeChart.of(List.of(minute(61, 1, 0, 1, 1)), END, Duration.ofHours(1));
    assertThat(chart.isEmpty()).isTrue();
  }

  @Test
  void linesLeaveOutColumnsWithoutAnswers() {
    NodeChart chart =
        NodeChart.of(
            List.of(minute(1, 1, 0, 100, 400), minute(120, 0, 3, 0, 0)), END, Duration.ofDays(1));
    assertThat(chart.typicalLine()).isEqualTo("471,75.0 479,75.0");
    assertThat(chart.slowLine()).isEqualTo("471,0.0 479,0.0");
  }

  private static NodeMinute minute(int ago, long answered, long failed, double p50, double p95) {
    return new NodeMinute(END.minus(Duration.ofMinutes(ago)), answered, failed, 0, p50, p95, 1);
  }
}
