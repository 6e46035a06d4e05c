package ngo.zoo.gpu.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ngo.zoo.gpu.node.EngineSettings;
import ngo.zoo.gpu.node.model.Architecture;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.Safetensors;

/**
 * {@code TrainerMain FOLDER [STEPS [SEED]]} trains zoo-keeper-tiny and writes its weights, their
 * SHA-256 and the log into the folder. Ends with status 1 when a check is missed.
 */
public final class TrainerMain {

  private static final String WEIGHTS = "weights.safetensors";

  private TrainerMain() {}

  /** Runs the training. */
  public static void main(String[] args) throws IOException {
    EngineSettings.applyDefaults();
    if (args.length == 0) {
      System.err.println("usage: TrainerMain FOLDER [STEPS [SEED]]");
      System.exit(2);
    }
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 1500;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    System.exit(train(Path.of(args[0]), steps, seed).passed() ? 0 : 1);
  }

  private static Checks train(Path folder, int steps, long seed) throws IOException {
    List<String> log = new ArrayList<>();
    long started = System.nanoTime();
    log(log, "%s, %d steps, seed %d".formatted(KeeperModel.ID, steps, seed));
    byte[] weights =
        Safetensors.write(
            new Training(Architecture.TINY, steps, seed, line -> log(log, line)).run());
    log(log, "trained in %d s".formatted((System.nanoTime() - started) / 1_000_000_000));
    Files.createDirectories(folder);
    Files.write(folder.resolve(WEIGHTS), weights);
    String sha256 = KeeperModel.sha256(weights);
    log(log, "sha256 " + sha256);
    Files.writeString(folder.resolve("SHA256SUMS"), sha256 + "  " + WEIGHTS + "\n");
    try (KeeperModel model = new KeeperModel(weights)) {
      Checks checks = Checks.of(model, seed + 2);
      log(log, checks.toString());
      Files.write(folder.resolve("training.log"), log);
      return checks;
    }
  }

  private static void log(List<String> log, String line) {
    log.add(line);
    System.out.println(line);
  }
}
