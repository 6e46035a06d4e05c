package ngo.zoo.bench.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.Safetensors;
import ngo.zoo.gpu.node.model.SampledToken;
import ngo.zoo.gpu.node.model.Sampler;
import ngo.zoo.gpu.node.model.Tensor;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.Fact;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.keeper.Rule;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.TokenCheck;

/**
 * Real answers of zoo-keeper-tiny with its weights as shipped and with rounded ones, checked on the
 * shipped weights as the node's {@code /v1/verify} does: the anchor of the simulation.
 */
final class KeeperNumerics {
  private static final String WEIGHTS = "/models/zoo-keeper-tiny/weights.safetensors";
  private static final int POOLS = 40;
  private static final int LONGEST = 12;
  private static final int MOST_FACTS = 6;

  private KeeperNumerics() {}

  static void print(long seed) {
    System.out.println(
        "zoo-keeper-tiny, checked on 32-bit weights, temperature 1; " + POOLS + " pools each");
    try (KeeperModel reference = model(values -> values)) {
      print("honest, 32 bit", reference, values -> values, seed);
      print("weights rounded to 16 bit (bf16)", reference, values -> rounded(values, 16), seed);
      print("weights in 255 steps (8 bit)", reference, values -> steps(values, 127), seed);
      print("weights in 15 steps (4 bit)", reference, values -> steps(values, 7), seed);
      print("weights in 7 steps (3 bit)", reference, values -> steps(values, 3), seed);
    }
  }

  private static void print(
      String words, KeeperModel reference, UnaryOperator<float[]> change, long seed) {
    try (KeeperModel prover = model(change)) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Measure> measures = new ArrayList<>();
      for (int i = 0; i < POOLS; i++) {
        Measure pool = Measure.NONE;
        while (!pool.isEnough()) {
          pool = pool.plus(answer(prover, reference, random));
        }
        measures.add(pool);
      }
      VerificationBench.print(words, measures, Calibration.NONE);
    }
  }

  private static Measure answer(
      KeeperModel prover, KeeperModel reference, SplittableRandom random) {
    List<Integer> prompt = prompt(random);
    Sampler sampler = new Sampler(1, 1, random.nextLong());
    List<SampledToken> made = new ArrayList<>();
    prover.generate(prompt, sampler, LONGEST, made::add);
    List<float[]> logits =
        reference.logits(prompt, made.stream().map(SampledToken::token).toList());
    List<TokenCheck> checks = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      SampledToken one = made.get(i);
      checks.add(
          TokenCheck.of(
              logits.get(i),
              one.token(),
              one.logProbability(),
              sampler.temperature(),
              sampler.topP(),
              Sampler.uniform(sampler.seed(), i)));
    }
    return Measure.of(checks);
  }

  private static List<Integer> prompt(SplittableRandom random) {
    List<Integer> prompt = new ArrayList<>();
    for (int i = random.nextInt(MOST_FACTS + 1); i > 0; i--) {
      prompt.addAll(
          PhraseTokenizer.tokens(new Fact(any(Sign.values(), random), any(Rule.values(), random))));
    }
    Digits digits =
        new Digits(random.nextInt(10), random.nextInt(10), random.nextInt(10), random.nextInt(10));
    prompt.addAll(PhraseTokenizer.tokens(new Task(any(Sign.values(), random), digits)));
    return prompt;
  }

  private static <T> T any(T[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }

  private static KeeperModel model(UnaryOperator<float[]> change) {
    try (InputStream in = KeeperModel.class.getResourceAsStream(WEIGHTS)) {
      SortedMap<String, Tensor> weights = new TreeMap<>();
      Safetensors.read(Objects.requireNonNull(in, WEIGHTS).readAllBytes())
          .forEach(
              (name, tensor) ->
                  weights.put(name, new Tensor(tensor.shape(), change.apply(tensor.values()))));
      return new KeeperModel(Safetensors.write(weights));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To the nearest with so many bits less of mantissa. */
  private static float[] rounded(float[] values, int bits) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int half = 1 << (bits - 1);
      rounded[i] = Float.intBitsToFloat((Float.floatToIntBits(values[i]) + half) >> bits << bits);
    }
    return rounded;
  }

  /** In so many steps to either side of zero, by groups of 32 with a scale of their own. */
  private static float[] steps(float[] values, int steps) {
    float[] coarse = new float[values.length];
    for (int from = 0; from < values.length; from += 32) {
      int until = Math.min(values.length, from + 32);
      float greatest = 0;
      for (float value : Arrays.copyOfRange(values, from, until)) {
        greatest = Math.max(greatest, Math.abs(value));
      }
      float step = greatest == 0 ? 1 : greatest / steps;
      for (int i = from; i < until; i++) {
        coarse[i] = Math.round(values[i] / step) * step;
      }
    }
    return coarse;
  }
}
