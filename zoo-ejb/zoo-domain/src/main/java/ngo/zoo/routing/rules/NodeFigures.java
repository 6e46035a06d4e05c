package ngo.zoo.routing.rules;

/**
 * How a node's requests of the last minutes went.
 *
 * @param failed by its fault
 * @param badSeals of these, answers whose seal did not fit
 * @param p95Millis 95th percentile of their times; 0 when there were none
 * @param circuitOpen whether the connector keeps requests from it, because too many failed
 */
public record NodeFigures(
    long answered, long failed, long badSeals, double p95Millis, boolean circuitOpen) {
  /** A node nobody has asked lately. */
  public static final NodeFigures NONE = new NodeFigures(0, 0, 0, 0, false);

  long requests() {
    return answered + failed;
  }
}
