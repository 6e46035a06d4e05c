package ngo.zoo.ledger.transfer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which vectors of a file may be stored: the expected embedder's, of its dimension, finite and with
 * a direction. Vectors of different embedders never mix.
 *
 * @param embedderId null when nothing is known to compare with; then what the file says counts
 * @param dimension 0 when it is not known
 */
public record VectorRule(@Nullable String embedderId, int dimension) {
  /** Where a vector counts as one of length 1 already. */
  private static final double UNIT = 1e-3;

  private static final int MOST_DIMENSIONS = 16_384;

  /** What is wrong with a vector; empty when nothing is. */
  public Optional<String> fault(FileVector offered) {
    String embedder = offered.embedderId();
    float[] vector = offered.values();
    if (embedder == null || embedder.isBlank()) {
      return Optional.of("The vector comes without the id of its embedder.");
    }
    if (embedderId != null && !embedderId.equals(embedder)) {
      return Optional.of("The vector is of another embedder than " + embedderId + ".");
    }
    if (dimension > 0 ? vector.length != dimension : vector.length > MOST_DIMENSIONS) {
      return Optional.of(
          "The vector has %d dimensions, not %d.".formatted(vector.length, dimension));
    }
    double norm = norm(vector);
    return Double.isFinite(norm) && norm > 0
        ? Optional.empty()
        : Optional.of("The vector has no direction: it is zero or not finite.");
  }

  /** Of length 1; one that has it already stays as it is, bit for bit. */
  public static float[] unit(float[] vector) {
    double norm = norm(vector);
    if (Math.abs(norm - 1) < UNIT) {
      return vector;
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / norm);
    }
    return unit;
  }

  private static double norm(float[] vector) {
    double sum = 0;
    for (float v : vector) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum);
  }
}
