package ngo.zoo.gpu.ra.protocol;

/** A number out of Prometheus' text format. */
final class Metric {
  private Metric() {}

  /** Sum over the lines of this metric, whatever their labels; 0 when there is none. */
  static int read(String exposition, String name) {
    double sum = 0;
    for (int at = exposition.indexOf(name); at >= 0; at = exposition.indexOf(name, at + 1)) {
      int end = exposition.indexOf('\n', at);
      String line = exposition.substring(at, end < 0 ? exposition.length() : end);
      boolean startsLine = at == 0 || exposition.charAt(at - 1) == '\n';
      if (startsLine && endsName(line, name.length())) {
        sum += value(line);
      }
    }
    return (int) Math.clamp(sum, 0, 1_000_000);
  }

  private static boolean endsName(String line, int at) {
    return line.length() > at && (line.charAt(at) == '{' || line.charAt(at) == ' ');
  }

  /** After the labels, which may hold blanks; a time stamp may follow. */
  private static double value(String line) {
    int labels = line.lastIndexOf('}');
    int from = labels < 0 ? line.indexOf(' ') : labels + 1;
    String rest = line.substring(from).strip();
    int blank = rest.indexOf(' ');
    try {
      double value = Double.parseDouble(blank < 0 ? rest : rest.substring(0, blank));
      return Double.isFinite(value) ? value : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
