package ngo.zoo.web.portal;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars of a small chart that is drawn by the server: each 10 units wide, at most 100 high, beside a
 * table of the same figures.
 *
 * @param width of the drawing
 * @param most the highest figure, at least 1
 */
public record Spark(List<Bar> bars, int width, long most) {
  private static final int STEP = 10;
  private static final int HEIGHT = 100;

  public Spark {
    bars = List.copyOf(bars);
  }

  /**
   * One figure.
   *
   * @param y from the top
   */
  public record Bar(int x, int y, int height, long figure) {}

  static Spark bars(List<Long> figures) {
    long most = Math.max(1, figures.stream().mapToLong(Long::longValue).max().orElse(1));
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      long figure = figures.get(i);
      // A figure above zero is never invisible.
      int height = figure == 0 ? 0 : (int) Math.max(2, figure * HEIGHT / most);
      bars.add(new Bar(i * STEP, HEIGHT - height, height, figure));
    }
    return new Spark(bars, figures.size() * STEP, most);
  }
}
