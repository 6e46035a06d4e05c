package ngo.zoo.gpu.node.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import ngo.zoo.keeper.Vocabulary;

/**
 * The sizes of a decoder and the names and shapes of its weights.
 *
 * @param width numbers per position; a multiple of twice the heads
 */
public record Architecture(int vocabulary, int width, int layers, int heads) {

  /** How many earlier positions the token shift mixes in. */
  public static final int TAPS = 3;

  /** The longest sequence, prompt and answer together. */
  public static final int LONGEST = 512;

  /** zoo-keeper-tiny: 340 992 parameters. */
  public static final Architecture TINY = new Architecture(Vocabulary.SIZE, 96, 3, 4);

  /** Numbers per position and head. */
  public int headWidth() {
    return width / heads;
  }

  /** Every weight's name and shape. Linear weights are (out, in). */
  public SortedMap<String, List<Integer>> shapes() {
    SortedMap<String, List<Integer>> shapes = new TreeMap<>();
    shapes.put("embedding", List.of(vocabulary, width));
    shapes.put("norm.gain", List.of(width));
    shapes.put("norm.bias", List.of(width));
    for (int layer = 0; layer < layers; layer++) {
      String prefix = "layer." + layer + ".";
      shapes.put(prefix + "shift", List.of(TAPS, width));
      shapes.put(prefix + "attention.norm.gain", List.of(width));
      shapes.put(prefix + "attention.norm.bias", List.of(width));
      shapes.put(prefix + "attention.qkv", List.of(3 * width, width));
      shapes.put(prefix + "attention.out", List.of(width, width));
      shapes.put(prefix + "mlp.norm.gain", List.of(width));
      shapes.put(prefix + "mlp.norm.bias", List.of(width));
      shapes.put(prefix + "mlp.up.weight", List.of(4 * width, width));
      shapes.put(prefix + "mlp.up.bias", List.of(4 * width));
      shapes.put(prefix + "mlp.down.weight", List.of(width, 4 * width));
      shapes.put(prefix + "mlp.down.bias", List.of(width));
    }
    return shapes;
  }

  /** Refuses weights of another architecture, naming the first that differs. */
  public void check(SortedMap<String, Tensor> weights) {
    SortedMap<String, List<Integer>> expected = shapes();
    if (!weights.keySet().equals(expected.keySet())) {
      throw new IllegalArgumentException("Weights have other names: " + weights.keySet());
    }
    expected.forEach(
        (name, shape) -> {
          Tensor tensor = weights.get(name);
          if (tensor == null || !tensor.shape().equals(shape)) {
            throw new IllegalArgumentException(name + " is " + tensor + ", wanted " + shape);
          }
        });
  }
}
