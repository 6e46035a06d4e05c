package ngo.zoo.web.portal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import ngo.zoo.routing.NodeMinute;

/**
 * A node's requests and times, minutes put together into columns; drawn by the server beside a
 * table of the same figures.
 *
 * @param columns oldest first, those without requests included
 * @param mostRequests of a column, at least 1
 * @param mostMillis of a column's slow requests, at least 1
 */
public record NodeChart(List<Column> columns, long mostRequests, double mostMillis) {
  private static final int COLUMNS = 48;
  private static final int STEP = 10;
  private static final int HEIGHT = 100;

  public NodeChart {
    columns = List.copyOf(columns);
  }

  /**
   * Some minutes together.
   *
   * @param p50Millis mean of the minutes' medians, weighed by their answers; 0 without requests
   * @param p95Millis the highest of the minutes' 95th percentiles
   */
  public record Column(
      Instant from, long answered, long failed, double p50Millis, double p95Millis) {
    boolean isEmpty() {
      return answered + failed == 0;
    }

    static Column of(Instant from, List<NodeMinute> minutes) {
      long answered = minutes.stream().mapToLong(NodeMinute::answered).sum();
      double weighed = minutes.stream().mapToDouble(one -> one.p50Millis() * one.answered()).sum();
      return new Column(
          from,
          answered,
          minutes.stream().mapToLong(NodeMinute::failed).sum(),
          answered == 0 ? 0 : weighed / answered,
          minutes.stream()
              .filter(one -> one.answered() > 0)
              .mapToDouble(NodeMinute::p95Millis)
              .max()
              .orElse(0));
    }
  }

  /** A rectangle of the drawing. */
  public record Box(int x, int y, int height) {}

  /**
   * The minutes from {@code end - back} on.
   *
   * @param minutes in any order
   */
  static NodeChart of(List<NodeMinute> minutes, Instant end, Duration back) {
    Duration width = back.dividedBy(COLUMNS);
    Instant start = end.minus(back);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      Instant from = start.plus(width.multipliedBy(i));
      Instant to = from.plus(width);
      columns.add(
          Column.of(
              from,
              minutes.stream()
                  .filter(one -> !one.minute().isBefore(from) && one.minute().isBefore(to))
                  .toList()));
    }
    return new NodeChart(
        columns,
        Math.max(
            1, columns.stream().mapToLong(one -> one.answered() + one.failed()).max().orElse(1)),
        Math.max(1, columns.stream().mapToDouble(Column::p95Millis).max().orElse(1)));
  }

  public boolean isEmpty() {
    return columns.stream().allMatch(Column::isEmpty);
  }

  /** Columns with requests, newest first, for the table. */
  public List<Column> rows() {
    return columns.reversed().stream().filter(one -> !one.isEmpty()).toList();
  }

  public long answered() {
    return columns.stream().mapToLong(Column::answered).sum();
  }

  public long failed() {
    return columns.stream().mapToLong(Column::failed).sum();
  }

  public int width() {
    return columns.size() * STEP;
  }

  /** Answered requests, standing on the failed ones. */
  public List<Box> answeredBoxes() {
    return boxes(one -> one.answered() + one.failed(), Column::failed);
  }

  public List<Box> failedBoxes() {
    return boxes(Column::failed, any -> 0);
  }

  private List<Box> boxes(ToDoubleFunction<Column> top, ToDoubleFunction<Column> bottom) {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int high = height(top.applyAsDouble(columns.get(i)), mostRequests);
      int low = height(bottom.applyAsDouble(columns.get(i)), mostRequests);
      boxes.add(new Box(i * STEP, HEIGHT - high, high - low));
    }
    return boxes;
  }

  /** Points of the line of typical times; a column without requests is left out. */
  public String typicalLine() {
    return line(Column::p50Millis);
  }

  /** Points of the line of slow requests. */
  public String slowLine() {
    return line(Column::p95Millis);
  }

  private String line(ToDoubleFunction<Column> figure) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column one = columns.get(i);
      if (one.answered() > 0) {
        double y = HEIGHT - HEIGHT * figure.applyAsDouble(one) / mostMillis;
        // Level within its column, so that a single one is seen.
        points.add(
            String.format(Locale.ROOT, "%d,%.1f %d,%.1f", i * STEP + 1, y, (i + 1) * STEP - 1, y));
      }
    }
    return points.stream().collect(Collectors.joining(" "));
  }

  /** A figure above zero is never invisible. */
  private static int height(double figure, double most) {
    return figure == 0 ? 0 : (int) Math.max(2, figure * HEIGHT / most);
  }
}
