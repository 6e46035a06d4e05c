package ngo.zoo.gpu.node.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ngo.zoo.keeper.Vocabulary;
import ngo.zoo.log.Sha256;
import org.jspecify.annotations.Nullable;

/** zoo-keeper-tiny, ready to generate. Several threads may generate at once. */
public final class KeeperModel implements TokenModel {

  /** The model's id; its precision (32-bit floats) is part of what the id stands for. */
  public static final String ID = "zoo-keeper-tiny";

  private static final String WEIGHTS = "/models/zoo-keeper-tiny/weights.safetensors";

  private final Architecture architecture = Architecture.TINY;
  private final NDManager manager;
  private final Decoder decoder;
  private final String sha256;

  /** Over the bytes of a safetensors file. */
  public KeeperModel(byte[] safetensors) {
    SortedMap<String, Tensor> tensors = Safetensors.read(safetensors);
    architecture.check(tensors);
    sha256 = sha256(safetensors);
    manager = NDManager.newBaseManager();
    Map<String, NDArray> arrays = new TreeMap<>();
    tensors.forEach((name, tensor) -> arrays.put(name, array(tensor)));
    decoder = new Decoder(architecture, arrays);
  }

  /** Over the weights that ship with the node. */
  public static KeeperModel shipped() {
    try (InputStream in = KeeperModel.class.getResourceAsStream(WEIGHTS)) {
      return new KeeperModel(Objects.requireNonNull(in, WEIGHTS).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public String backend() {
    return (manager.getEngine().getEngineName()
            + "/"
            + manager.getDevice().getDeviceType()
            + "/"
            + DataType.FLOAT32)
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public void generate(
      List<Integer> prompt, Sampler sampler, int longest, Predicate<SampledToken> sink) {
    int most = Math.min(longest, Architecture.LONGEST - prompt.size());
    try (DecoderCache cache = new DecoderCache(manager, architecture.layers())) {
      long[] input = prompt.stream().mapToLong(Integer::longValue).toArray();
      for (int position = 0; position < most; position++) {
        float[] logits = lastLogits(input, cache);
        int token = sampler.choose(logits, position);
        boolean goOn = sink.test(new SampledToken(token, Sampler.logProbabilities(logits)));
        if (!goOn || token == Vocabulary.END) {
          return;
        }
        input = new long[] {token};
      }
    }
  }

  @Override
  public List<float[]> logits(List<Integer> prompt, List<Integer> answer) {
    if (answer.isEmpty()) {
      return List.of();
    }
    // The last token is never an input: nothing of what follows it is asked.
    long[] input =
        Stream.concat(prompt.stream(), answer.stream().limit(answer.size() - 1L))
            .mapToLong(Integer::longValue)
            .toArray();
    try (NDScope scope = new NDScope();
        NDManager step = manager.newSubManager()) {
      scope.suppressNotUsedWarning();
      NDArray all = decoder.logits(step.create(input, new Shape(1, input.length)), null);
      return IntStream.range(prompt.size() - 1, input.length)
          .mapToObj(position -> all.get(new NDIndex("0, {}", position)).toFloatArray())
          .toList();
    }
  }

  /** The logits after the last of these tokens, in one pass without a cache. */
  float[] nextLogits(List<Integer> tokens) {
    return lastLogits(tokens.stream().mapToLong(Integer::longValue).toArray(), null);
  }

  private float[] lastLogits(long[] input, @Nullable DecoderCache cache) {
    try (NDScope scope = new NDScope();
        NDManager step = manager.newSubManager()) {
      scope.suppressNotUsedWarning();
      NDArray tokens = step.create(input, new Shape(1, input.length));
      NDArray logits = decoder.logits(tokens, cache);
      return logits.get(new NDIndex("0, {}", input.length - 1)).toFloatArray();
    }
  }

  private NDArray array(Tensor tensor) {
    long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
    return manager.create(tensor.values(), new Shape(shape));
  }

  /** SHA-256 in lower-case hexadecimal. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }

  @Override
  public void close() {
    manager.close();
  }
}
