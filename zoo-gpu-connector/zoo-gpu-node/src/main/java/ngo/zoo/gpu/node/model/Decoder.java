package ngo.zoo.gpu.node.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A causal decoder: pre-norm blocks with rotary positions, GELU and an embedding tied to the
 * output. Before each attention a token shift adds a learned mix of the three previous positions to
 * every position; without it a model of this size does not learn to look experiences up.
 *
 * <p>Operations on weights attach their results to the weights' manager, so a caller wraps each
 * step in an {@code NDScope}. Safe for several threads as long as nobody replaces a weight.
 */
public final class Decoder {

  private static final float EPSILON = 1e-5f;
  private static final float MASKED = -1e9f;

  private final Architecture architecture;
  private final Map<String, NDArray> weights;

  /** A decoder over these weights, which stay the caller's. */
  public Decoder(Architecture architecture, Map<String, NDArray> weights) {
    this.architecture = architecture;
    this.weights = weights;
  }

  /**
   * The logits of the next token at every position.
   *
   * @param tokens (batch, time), 64-bit
   * @param cache what earlier calls left, extended by this one; null for whole sequences
   * @return (batch, time, vocabulary)
   */
  public NDArray logits(NDArray tokens, @Nullable DecoderCache cache) {
    NDManager manager = tokens.getManager();
    long time = tokens.getShape().get(1);
    int past = cache == null ? 0 : cache.length();
    Rotation rotation = Rotation.of(manager, architecture, past, (int) time);
    NDArray mask = time == 1 ? null : mask(manager, (int) time, past);
    NDArray x = Embedding.embedding(tokens, weight("embedding"), SparseFormat.DENSE).head();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      x = x.add(attention(x, layer, rotation, mask, cache));
      x = x.add(mlp(x, layer));
    }
    if (cache != null) {
      cache.advance((int) time);
    }
    return norm(x, "norm").matMul(weight("embedding").transpose());
  }

  private NDArray attention(
      NDArray x,
      int layer,
      Rotation rotation,
      @Nullable NDArray mask,
      @Nullable DecoderCache cache) {
    String prefix = "layer." + layer + ".";
    NDArray mixed = shift(norm(x, prefix + "attention.norm"), layer, cache);
    NDList qkv = linear(mixed, prefix + "attention.qkv").split(3, 2);
    NDArray q = rotation.apply(heads(qkv.get(0)));
    NDArray k = rotation.apply(heads(qkv.get(1)));
    NDArray v = heads(qkv.get(2));
    if (cache != null) {
      k = cache.keys(layer, k);
      v = cache.values(layer, v);
    }
    NDArray scores =
        q.matMul(k.transpose(0, 1, 3, 2)).mul((float) (1 / Math.sqrt(architecture.headWidth())));
    NDArray weighted = (mask == null ? scores : scores.add(mask)).softmax(3).matMul(v);
    NDArray joined = weighted.transpose(0, 2, 1, 3).reshape(x.getShape());
    return linear(joined, prefix + "attention.out");
  }

  /** Adds to each position the learned mix of the {@value Architecture#TAPS} before it. */
  private NDArray shift(NDArray normed, int layer, @Nullable DecoderCache cache) {
    long time = normed.getShape().get(1);
    NDArray padded = before(normed, layer, cache).concat(normed, 1);
    if (cache != null) {
      cache.keepInputs(layer, padded.get(new NDIndex(":, {}:", time)));
    }
    NDList taps = weight("layer." + layer + ".shift").split(Architecture.TAPS, 0);
    NDArray sum = normed;
    for (int tap = 0; tap < Architecture.TAPS; tap++) {
      int from = Architecture.TAPS - 1 - tap;
      sum = sum.add(padded.get(new NDIndex(":, {}:{}", from, from + time)).mul(taps.get(tap)));
    }
    return sum;
  }

  private NDArray before(NDArray normed, int layer, @Nullable DecoderCache cache) {
    NDArray kept = cache == null ? null : cache.inputs(layer);
    if (kept != null) {
      return kept;
    }
    Shape shape = new Shape(normed.getShape().get(0), Architecture.TAPS, architecture.width());
    return normed.getManager().zeros(shape);
  }

  private NDArray mlp(NDArray x, int layer) {
    String prefix = "layer." + layer + ".mlp.";
    NDArray up =
        Linear.linear(
                norm(x, prefix + "norm"), weight(prefix + "up.weight"), weight(prefix + "up.bias"))
            .head();
    return Linear.linear(
            Activation.gelu(up), weight(prefix + "down.weight"), weight(prefix + "down.bias"))
        .head();
  }

  private NDArray heads(NDArray x) {
    long batch = x.getShape().get(0);
    long time = x.getShape().get(1);
    return x.reshape(batch, time, architecture.heads(), architecture.headWidth())
        .transpose(0, 2, 1, 3);
  }

  private NDArray norm(NDArray x, String name) {
    return LayerNorm.layerNorm(
            x,
            new Shape(architecture.width()),
            weight(name + ".gain"),
            weight(name + ".bias"),
            EPSILON)
        .head();
  }

  private NDArray linear(NDArray x, String name) {
    return Linear.linear(x, weight(name)).head();
  }

  private static NDArray mask(NDManager manager, int time, int past) {
    int width = past + time;
    float[] mask = new float[time * width];
    for (int row = 0; row < time; row++) {
      for (int column = past + row + 1; column < width; column++) {
        mask[row * width + column] = MASKED;
      }
    }
    return manager.create(mask, new Shape(time, width));
  }

  private NDArray weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }
}
