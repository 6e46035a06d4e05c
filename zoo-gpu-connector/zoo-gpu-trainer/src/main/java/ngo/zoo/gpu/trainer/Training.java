package ngo.zoo.gpu.trainer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ngo.zoo.gpu.node.model.Architecture;
import ngo.zoo.gpu.node.model.Decoder;
import ngo.zoo.gpu.node.model.Tensor;

/**
 * Trains a decoder on drawn lessons: cosine rate with warm-up, 32 lessons a step, libraries that
 * grow. Same seed, steps, threads and kind of processor give the same weights.
 */
final class Training {

  private static final int LESSONS_PER_STEP = 32;
  private static final int WARM_UP = 200;
  private static final double PEAK_RATE = 2e-3;

  private final Architecture architecture;
  private final int steps;
  private final Lessons lessons;
  private final Parameters parameters;
  private final AdamW optimizer;
  private final Consumer<String> log;

  Training(Architecture architecture, int steps, long seed, Consumer<String> log) {
    this.architecture = architecture;
    this.steps = steps;
    this.lessons = new Lessons(new Random(seed));
    this.parameters = Parameters.drawn(architecture, new Random(seed + 1));
    this.optimizer = new AdamW(parameters.values().length);
    this.log = log;
  }

  /** Runs every step and returns the weights. */
  SortedMap<String, Tensor> run() {
    log.accept("parameters " + parameters.values().length);
    double average = 0;
    for (int step = 1; step <= steps; step++) {
      double loss = step(step);
      average = step == 1 ? loss : 0.95 * average + 0.05 * loss;
      if (step == 1 || step % 50 == 0) {
        log.accept("step %d loss %.4f average %.4f".formatted(step, loss, average));
      }
    }
    return parameters.tensors();
  }

  private double step(int step) {
    int largest = largestLibrary(step);
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Map<String, NDArray> weights = parameters.arrays(manager);
      Batch batch =
          Batch.of(
              manager,
              Stream.generate(() -> lessons.next(largest)).limit(LESSONS_PER_STEP).toList(),
              architecture.vocabulary());
      double loss = backward(new Decoder(architecture, weights), batch);
      optimizer.step(parameters.values(), parameters.gradients(weights), rate(step));
      return loss;
    }
  }

  private static double backward(Decoder decoder, Batch batch) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray predicted = decoder.logits(batch.tokens(), null).logSoftmax(2);
      NDArray loss = predicted.mul(batch.targets()).sum().mul(-1f / batch.taught());
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  private double rate(int step) {
    double cosine = 0.5 * (1 + Math.cos(Math.PI * step / steps));
    return PEAK_RATE * Math.min(1.0, (double) step / WARM_UP) * (0.95 * cosine + 0.05);
  }

  private static int largestLibrary(int step) {
    return step < 150 ? 2 : step < 300 ? 4 : step < 500 ? 8 : 12;
  }
}
