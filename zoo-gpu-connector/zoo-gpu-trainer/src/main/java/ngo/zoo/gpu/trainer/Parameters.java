package ngo.zoo.gpu.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import ngo.zoo.gpu.node.model.Architecture;
import ngo.zoo.gpu.node.model.Tensor;

/** All weights in training as one flat vector, in the order of their names. */
final class Parameters {

  private final SortedMap<String, List<Integer>> shapes;
  private final float[] values;

  private Parameters(SortedMap<String, List<Integer>> shapes) {
    this.shapes = shapes;
    this.values = new float[shapes.values().stream().mapToInt(Parameters::size).sum()];
  }

  /** Drawn as usual for each kind of weight. */
  static Parameters drawn(Architecture architecture, Random random) {
    Parameters parameters = new Parameters(architecture.shapes());
    int at = 0;
    for (Map.Entry<String, List<Integer>> entry : parameters.shapes.entrySet()) {
      int size = size(entry.getValue());
      for (int i = 0; i < size; i++) {
        parameters.values[at++] = initial(entry.getKey(), entry.getValue(), architecture, random);
      }
    }
    return parameters;
  }

  float[] values() {
    return values;
  }

  /** Arrays of the present values that collect gradients. */
  Map<String, NDArray> arrays(NDManager manager) {
    Map<String, NDArray> arrays = new TreeMap<>();
    tensors()
        .forEach(
            (name, tensor) -> {
              long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
              NDArray array = manager.create(tensor.values(), new Shape(shape));
              array.setRequiresGradient(true);
              arrays.put(name, array);
            });
    return arrays;
  }

  /** The gradients of those arrays, flat and in the same order. */
  float[] gradients(Map<String, NDArray> arrays) {
    float[] flat = new float[values.length];
    int at = 0;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (String name : shapes.keySet()) {
        float[] gradient = Objects.requireNonNull(arrays.get(name)).getGradient().toFloatArray();
        System.arraycopy(gradient, 0, flat, at, gradient.length);
        at += gradient.length;
      }
    }
    return flat;
  }

  /** The present values by name. */
  SortedMap<String, Tensor> tensors() {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    int at = 0;
    for (Map.Entry<String, List<Integer>> entry : shapes.entrySet()) {
      float[] part = Arrays.copyOfRange(values, at, at + size(entry.getValue()));
      tensors.put(entry.getKey(), new Tensor(entry.getValue(), part));
      at += part.length;
    }
    return tensors;
  }

  private static float initial(
      String name, List<Integer> shape, Architecture architecture, Random random) {
    if (name.endsWith("norm.gain")) {
      return 1;
    }
    if (name.endsWith("norm.bias")) {
      return 0;
    }
    if (name.equals("embedding")) {
      return (float) (0.02 * random.nextGaussian());
    }
    if (name.endsWith("shift")) {
      return (float) (0.3 * random.nextGaussian());
    }
    double inputs =
        shape.size() == 2
            ? shape.get(1)
            : name.endsWith("down.bias") ? 4.0 * architecture.width() : architecture.width();
    return (float) ((2 * random.nextDouble() - 1) / Math.sqrt(inputs));
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
