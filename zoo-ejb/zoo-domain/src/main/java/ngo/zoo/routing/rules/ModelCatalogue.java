package ngo.zoo.routing.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ngo.zoo.routing.ModelFootprint;

/**
 * Which models nodes serve and what they take in memory: weights at a precision, keys and values of
 * a request of full context, and a tenth of the weights with at least a fixed part for the engine.
 * Shapes are those of the models' published configurations. A model that is not listed is estimated
 * by the billions of parameters in its name; one whose name says nothing is not judged.
 */
public final class ModelCatalogue {
  private static final double MIB = 1 << 20;
  private static final int ENGINE_MIB = 512;
  private static final int TINY_ENGINE_MIB = 64;
  private static final double WORKSPACE = 0.1;
  private static final Pattern BILLIONS =
      Pattern.compile("(?<![a-z0-9.])(\\d+(?:\\.\\d+)?)b(?![a-z0-9])");

  /** How a weight is kept. */
  enum Precision {
    F32(4, "f32", "fp32"),
    BF16(2, "bf16", "fp16", "f16"),
    FP8(1, "fp8"),
    INT8(1, "int8", "q8", "w8a8"),
    /** With the scales that lie between the groups of weights. */
    INT4(0.5625, "int4", "q4", "awq", "gptq", "w4a16", "nf4", "mxfp4");

    private final double bytes;
    private final List<String> words;

    Precision(double bytes, String... words) {
      this.bytes = bytes;
      this.words = List.of(words);
    }

    private boolean isIn(String name) {
      return words.stream()
          .anyMatch(word -> name.matches("(^|.*[^a-z0-9])" + word + "([^a-z0-9].*|$)"));
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param name as it stands in a model's id
   * @param cacheBytes of keys and values per token and layer, over both
   */
  private record Shape(
      String name, double millions, Precision usual, int layers, int cacheBytes, int context) {}

  private static final List<Shape> SHAPES =
      List.of(
          // Two vectors of 96 numbers of four bytes.
          new Shape("zoo-keeper-tiny", 0.341, Precision.F32, 3, 2 * 96 * 4, 512),
          // Grouped queries: 8 heads (the 7B: 4) of 128 numbers of two bytes, keys and values.
          new Shape("qwen3-4b", 4_022, Precision.BF16, 36, 2 * 8 * 128 * 2, 32_768),
          new Shape("7b", 7_616, Precision.BF16, 28, 2 * 4 * 128 * 2, 32_768),
          new Shape("32b", 32_764, Precision.BF16, 64, 2 * 8 * 128 * 2, 32_768),
          new Shape("72b", 72_706, Precision.BF16, 80, 2 * 8 * 128 * 2, 32_768),
          // Latent attention: 512 + 64 numbers per token and layer instead of keys and values.
          new Shape("deepseek-v3", 671_026, Precision.FP8, 61, (512 + 64) * 2, 32_768));

  private ModelCatalogue() {}

  /** Every model of the fee table at each precision it is served at. */
  public static List<ModelFootprint> footprints() {
    List<ModelFootprint> all = new ArrayList<>();
    for (Shape shape : SHAPES) {
      precisions(shape).forEach(precision -> all.add(footprint(shape.name(), shape, precision)));
    }
    return all;
  }

  private static Stream<Precision> precisions(Shape shape) {
    return switch (shape.usual()) {
      case F32 -> Stream.of(Precision.F32);
      case FP8 -> Stream.of(Precision.FP8, Precision.INT4);
      default -> Stream.of(Precision.BF16, Precision.FP8, Precision.INT4);
    };
  }

  /**
   * What a model of this id takes; empty when neither the list nor its name says how large it is.
   */
  public static Optional<ModelFootprint> of(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    return shape(name)
        .map(
            shape ->
                footprint(
                    model,
                    shape,
                    Stream.of(Precision.values())
                        .filter(precision -> precision.isIn(name))
                        .findFirst()
                        .orElse(shape.usual())));
  }

  private static Optional<Shape> shape(String name) {
    String words = "-" + name.replaceAll("[^a-z0-9.]+", "-") + "-";
    return SHAPES.stream()
        .filter(shape -> words.contains("-" + shape.name() + "-"))
        .findFirst()
        .or(() -> sized(words));
  }

  /** Keys and values as of the listed model that is next in size. */
  private static Optional<Shape> sized(String words) {
    Matcher billions = BILLIONS.matcher(words);
    if (!billions.find()) {
      return Optional.empty();
    }
    double millions = 1000 * Double.parseDouble(billions.group(1));
    Shape near =
        SHAPES.stream()
            .filter(shape -> shape.usual() == Precision.BF16 && shape.millions() >= millions)
            .findFirst()
            .orElse(SHAPES.get(SHAPES.size() - 2));
    return Optional.of(
        new Shape(
            words, millions, Precision.BF16, near.layers(), near.cacheBytes(), near.context()));
  }

  private static ModelFootprint footprint(String model, Shape shape, Precision precision) {
    double weights = shape.millions() * 1e6 * precision.bytes / MIB;
    double cache = (double) shape.layers() * shape.cacheBytes() * shape.context() / MIB;
    double engine = shape.usual() == Precision.F32 ? TINY_ENGINE_MIB : ENGINE_MIB;
    return new ModelFootprint(
        model,
        precision.word(),
        shape.millions(),
        shape.context(),
        (int) Math.ceil(weights),
        (int) Math.ceil(cache),
        (int) Math.ceil(weights + cache + Math.max(engine, weights * WORKSPACE)));
  }
}
