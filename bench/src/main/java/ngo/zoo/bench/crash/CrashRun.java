package ngo.zoo.bench.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import ngo.zoo.bench.ThreadConnections;
import org.jspecify.annotations.Nullable;

/**
 * Kills at seeded points: at each, a worker posts for some milliseconds under load, then it, one
 * session's process of PostgreSQL, or all of PostgreSQL ends by signal 9. Then the client that got
 * no answer asks again with the same keys, what is still reserved is given back as by its timeout,
 * and the books are compared with what the worker knew. The data stay the same from point to point.
 * A signal leaves the operating system running: what was written to it survives, a loss of power is
 * not tried here.
 */
public final class CrashRun implements AutoCloseable {
  private static final int THREADS = 6;
  private static final int LONGEST_MILLIS = 400;
  private static final int REPEATED = 3;

  /** Of five points three kill the worker, one a session, one all of PostgreSQL. */
  private static final int KINDS = 5;

  private final CrashDatabase database;
  private final Claims all = new Claims();
  private final Tally tally = new Tally();
  private @Nullable Process spare;
  private int pointsDone;

  CrashRun(CrashDatabase database) {
    this.database = database;
  }

  /** {@code CrashRun ROOT POINTS SEED}. */
  public static void main(String[] arguments) throws Exception {
    int points = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    long begin = System.nanoTime();
    try (CrashDatabase database = CrashDatabase.start(Path.of(arguments[0]));
        CrashRun run = new CrashRun(database)) {
      for (int point = 0; point < points; point++) {
        Verdict verdict = run.point(new Random(seed + point));
        boolean checkpoint = point % 20 == 19 || point == points - 1;
        if (verdict.sound() && checkpoint) {
          verdict = run.everything();
        }
        if (!verdict.sound() || checkpoint) {
          System.out.printf("point %d (seed %d): %s%n", point + 1, seed + point, verdict.line());
        }
        if (!verdict.sound()) {
          verdict.findings().stream().filter(it -> !it.sound()).forEach(System.out::println);
          System.exit(1);
        }
      }
      run.everything().findings().forEach(System.out::println);
      run.tally.print((System.nanoTime() - begin) / 1e9);
    }
  }

  /** One kill, the retries, the timeouts, and the comparison of this point's keys. */
  Verdict point(Random random) throws IOException, InterruptedException, SQLException {
    Process worker = spare == null ? worker(random.nextLong()) : spare;
    Claims claims = new Claims();
    go(worker);
    BufferedReader said = worker.inputReader();
    awaitFirstCommit(said, claims);
    Thread listener = Thread.ofVirtual().start(() -> claims.listen(said));
    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
    kill(worker, random);
    if (!worker.waitFor(20, TimeUnit.SECONDS)) {
      worker.destroyForcibly().waitFor();
    }
    listener.join();
    // The next one starts while this one's traces are looked at.
    spare = worker(random.nextLong());
    database.awaitReady();
    finish(claims);
    all.add(claims);
    return Verdict.ofPoint(claims, database);
  }

  /** Every key of all points, and every posting. */
  Verdict everything() throws SQLException {
    return Verdict.of(all, database);
  }

  private void kill(Process worker, Random random) throws SQLException {
    switch (pointsDone++ % KINDS) {
      case 3 -> {
        database.killOneSession(random);
        tally.sessionKilled();
      }
      case 4 -> {
        database.killServer();
        tally.serverKilled();
      }
      default -> {
        worker.destroyForcibly();
        tally.workerKilled();
      }
    }
  }

  /** What the client does that got no answer, and the server with what is not answered in time. */
  private void finish(Claims claims) throws SQLException {
    Set<String> open = claims.open();
    tally.acknowledged(claims.done().size());
    tally.unacknowledged(open.size(), Verdict.posted(open, database));
    try (ThreadConnections connections = new ThreadConnections(database.applicationUrl())) {
      Work work = new Work(connections);
      for (String key : open) {
        work.run(key);
        claims.finished(key);
      }
      for (String key : claims.done().stream().limit(REPEATED).toList()) {
        work.run(key);
        tally.repeated();
      }
      tally.expired(work.expire());
    }
  }

  private static void go(Process worker) throws IOException {
    OutputStream input = worker.getOutputStream();
    input.write('\n');
    input.flush();
  }

  /** The load is on from then on; a starting JVM would be killed before it did anything. */
  private static void awaitFirstCommit(BufferedReader said, Claims claims) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (claims.hear(line)) {
        return;
      }
    }
    throw new IllegalStateException("the worker ended before it committed anything");
  }

  private Process worker(long seed) throws IOException {
    if (!Files.exists(classes())) {
      Claims claims = new Claims();
      Process rehearsal = java("-XX:ArchiveClassesAtExit=" + classes(), 0, 0);
      claims.listen(rehearsal.inputReader());
      all.add(claims);
    }
    return java("-XX:SharedArchiveFile=" + classes(), seed, THREADS);
  }

  /** The worker's classes as loaded, which halves the time that a JVM takes to start. */
  private Path classes() {
    return database.folder().resolve("worker.jsa");
  }

  private Process java(String option, long seed, int threads) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    List<String> command =
        List.of(
            java,
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable",
            option,
            "-cp",
            System.getProperty("java.class.path"),
            CrashWorker.class.getName(),
            database.applicationUrl(),
            Long.toString(seed),
            Integer.toString(threads));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  @Override
  public void close() {
    if (spare != null) {
      spare.destroyForcibly();
    }
  }
}
