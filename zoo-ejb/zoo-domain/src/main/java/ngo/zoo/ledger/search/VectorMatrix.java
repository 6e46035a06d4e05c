package ngo.zoo.ledger.search;

import java.util.Arrays;
import java.util.List;

/**
 * Quantised vectors of one dimension, row after row in one array, with their norms. Rows keep the
 * order they were given in.
 */
public final class VectorMatrix {
  /** Far above the rounding of three operations on numbers up to one. */
  private static final double SLACK = 1e-9;

  private final DotKernel kernel;
  private final int dimension;
  private final byte[] values;
  private final int[] squaredNorms;

  /** Only to tell at once who cannot be near enough; what is ranked is the exact cosine. */
  private final double[] inverseNorms;

  VectorMatrix(List<QuantisedVector> rows, DotKernel kernel) {
    this.kernel = kernel;
    dimension = rows.isEmpty() ? 0 : rows.getFirst().dimension();
    values = new byte[Math.multiplyExact(dimension, rows.size())];
    squaredNorms = new int[rows.size()];
    inverseNorms = new double[rows.size()];
    for (int row = 0; row < squaredNorms.length; row++) {
      QuantisedVector vector = rows.get(row);
      vector.requireDimension(dimension);
      vector.copyTo(values, row * dimension);
      squaredNorms[row] = vector.squaredNorm();
      inverseNorms[row] = 1 / Math.sqrt(vector.squaredNorm());
    }
  }

  /**
   * @throws IllegalArgumentException when dimensions differ
   * @throws ArithmeticException beyond 2 GiB of vectors
   */
  public static VectorMatrix of(List<QuantisedVector> rows) {
    return new VectorMatrix(rows, DotKernel.chosen());
  }

  /** How dot products are computed here: scalar, or the vector unit's width. */
  public static String kernel() {
    return DotKernel.chosen().label();
  }

  public int rows() {
    return squaredNorms.length;
  }

  public int dimension() {
    return dimension;
  }

  public QuantisedVector row(int row) {
    int from = row * dimension;
    return QuantisedVector.known(
        Arrays.copyOfRange(values, from, from + dimension), squaredNorms[row]);
  }

  /** A point of view from which rows are near or far. Not for several threads at once. */
  public Probe probe(QuantisedVector vector) {
    vector.requireDimension(dimension);
    return new Probe(vector.widened(), vector.squaredNorm());
  }

  /** As {@link #probe}, moved to other rows later. */
  public Probe probe(int row) {
    Probe probe = new Probe(new short[dimension], squaredNorms[row]);
    probe.moveTo(row);
    return probe;
  }

  /** See {@link VectorMatrix#probe}. */
  public final class Probe {
    private final short[] query;
    private final int[] four = new int[4];
    private int squaredNorm;
    private double inverseNorm;

    private Probe(short[] query, int squaredNorm) {
      this.query = query;
      this.squaredNorm = squaredNorm;
      this.inverseNorm = 1 / Math.sqrt(squaredNorm);
    }

    /** Looks from a row instead. */
    public void moveTo(int row) {
      for (int i = 0; i < dimension; i++) {
        query[i] = values[row * dimension + i];
      }
      squaredNorm = squaredNorms[row];
      inverseNorm = inverseNorms[row];
    }

    public double cosine(int row) {
      return cosine(row, kernel.dot(query, values, row * dimension));
    }

    /** The cosine moved to 0…1 and rounded: to find candidates, not to rank. */
    public float closeness(int row) {
      return closeness(row, kernel.dot(query, values, row * dimension));
    }

    /**
     * As {@link #closeness(int)} of the first {@code count} rows, faster than one by one.
     *
     * @return the greatest of them
     */
    public float closeness(int[] rows, float[] into, int count) {
      float greatest = Float.NEGATIVE_INFINITY;
      int i = 0;
      for (; i + four.length <= count; i += four.length) {
        dots(rows[i], rows[i + 1], rows[i + 2], rows[i + 3]);
        for (int j = 0; j < four.length; j++) {
          into[i + j] = closeness(rows[i + j], four[j]);
          greatest = Math.max(greatest, into[i + j]);
        }
      }
      for (; i < count; i++) {
        into[i] = closeness(rows[i]);
        greatest = Math.max(greatest, into[i]);
      }
      return greatest;
    }

    private void dots(int a, int b, int c, int d) {
      kernel.dots(query, values, a * dimension, b * dimension, c * dimension, d * dimension, four);
    }

    private float closeness(int row, int dot) {
      return (float) (0.5 + 0.5 * dot * inverseNorms[row] * inverseNorm);
    }

    double cosine(int row, int dot) {
      return QuantisedVector.cosine(dot, squaredNorm, squaredNorms[row]);
    }

    void dots(int from, int rows, int[] into) {
      kernel.dots(query, values, from * dimension, rows, into);
    }

    /** What the product of dot and inverse norm is at least for a cosine of so much. */
    double bound(double cosine) {
      return (cosine - SLACK) * Math.sqrt(squaredNorm);
    }

    double approximate(int row, int dot) {
      return dot * inverseNorms[row];
    }
  }
}
