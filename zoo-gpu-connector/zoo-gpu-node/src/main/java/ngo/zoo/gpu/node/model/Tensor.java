package ngo.zoo.gpu.node.model;

import java.util.Arrays;
import java.util.List;

/** Numbers in row-major order with their shape; the plain form in which weights are stored. */
@SuppressWarnings("ArrayRecordComponent") // equality is by content
public record Tensor(List<Integer> shape, float[] values) {

  /** Refuses a shape that does not hold exactly these values. */
  public Tensor {
    shape = List.copyOf(shape);
    int size = shape.stream().reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(values.length + " values do not fill shape " + shape);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Tensor" + shape;
  }
}
