package ngo.zoo.bench.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills at seeded points: at each, a worker posts for some milliseconds under load, then it, one
 * session's process of PostgreSQL, or all of PostgreSQL ends by signal 9, and the books are
 * compared with what the worker knew. The data stay the same from point to point. A signal leaves
 * the operating system running: what was written to it survives, a loss of power is not tried here.
 */
public final class CrashRun {
  private static final int THREADS = 6;
  private static final int LONGEST_MILLIS = 400;

  private final CrashDatabase database;
  private final Claims claims = new Claims();
  private int pointsDone;

  CrashRun(CrashDatabase database) {
    this.database = database;
  }

  /** {@code CrashRun ROOT POINTS SEED}. */
  public static void main(String[] arguments) throws Exception {
    int points = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    try (CrashDatabase database = CrashDatabase.start(Path.of(arguments[0]))) {
      CrashRun run = new CrashRun(database);
      for (int point = 0; point < points; point++) {
        Verdict verdict = run.point(new Random(seed + point));
        boolean last = point == points - 1;
        if (!verdict.sound() || last || point % 10 == 9) {
          System.out.printf("point %d (seed %d): %s%n", point + 1, seed + point, verdict.line());
        }
        if (!verdict.sound()) {
          verdict.findings().stream().filter(it -> !it.sound()).forEach(System.out::println);
          System.exit(1);
        }
      }
      System.out.printf("FIGURE crash_points_sound %d points%n", points);
    }
  }

  /** One kill and the comparison after it. */
  Verdict point(Random random) throws IOException, InterruptedException, SQLException {
    Process worker = worker(random.nextLong());
    BufferedReader said = worker.inputReader();
    awaitFirstCommit(said);
    Thread listener = Thread.ofVirtual().start(() -> claims.listen(said));
    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
    switch (pointsDone++ % 3) {
      case 0 -> worker.destroyForcibly();
      case 1 -> database.killOneSession(random);
      default -> database.killServer();
    }
    if (!worker.waitFor(20, TimeUnit.SECONDS)) {
      worker.destroyForcibly().waitFor();
    }
    listener.join();
    database.awaitReady();
    return Verdict.of(claims, database);
  }

  /** The load is on from then on; a starting JVM would be killed before it did anything. */
  private void awaitFirstCommit(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (claims.hear(line)) {
        return;
      }
    }
    throw new IllegalStateException("the worker ended before it committed anything");
  }

  private Process worker(long seed) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    List<String> command =
        List.of(
            java,
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashWorker.class.getName(),
            database.applicationUrl(),
            Long.toString(seed),
            Integer.toString(THREADS));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
