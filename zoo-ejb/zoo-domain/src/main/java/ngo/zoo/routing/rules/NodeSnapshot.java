package ngo.zoo.routing.rules;

import java.math.BigInteger;
import java.util.List;
import java.util.UUID;

/**
 * A node at the moment of choosing.
 *
 * @param reason why it is not healthy
 * @param expected it is admitted and its stake stands: when it is not healthy, it is only down
 * @param degraded it is to be asked only when no other can
 * @param meanMillis moving average of a request's time, 0 before the first
 * @param answered requests it has answered
 * @param faults requests that failed by its fault
 * @param stake base units that stand for it
 * @param lastChosen a count that is higher the later it was chosen last, 0 for never
 * @param price base units that one answer of it costs
 */
public record NodeSnapshot(
    UUID id,
    boolean healthy,
    String reason,
    boolean expected,
    boolean degraded,
    List<String> models,
    int slots,
    int inFlight,
    double meanMillis,
    long answered,
    long faults,
    BigInteger stake,
    long lastChosen,
    BigInteger price) {
  public NodeSnapshot {
    models = List.copyOf(models);
  }

  /** A node that is healthy or out of service, and not degraded. */
  public NodeSnapshot(
      UUID id,
      boolean healthy,
      String reason,
      List<String> models,
      int slots,
      int inFlight,
      double meanMillis,
      long answered,
      long faults,
      BigInteger stake,
      long lastChosen,
      BigInteger price) {
    this(
        id,
        healthy,
        reason,
        healthy,
        false,
        models,
        slots,
        inFlight,
        meanMillis,
        answered,
        faults,
        stake,
        lastChosen,
        price);
  }

  /** Whether no request of it has ended yet, so that nothing is known. */
  boolean isUntried() {
    return answered + faults == 0;
  }

  /** Whether it serves the model as far as is known: one not probed yet has said nothing. */
  boolean mayServe(String model) {
    return models.isEmpty() || models.contains(model);
  }

  boolean isFull() {
    return inFlight >= slots;
  }

  /** The share of its requests that did not fail by its fault; 1 before the first. */
  double success() {
    return (answered + 1.0) / (answered + faults + 1.0);
  }
}
