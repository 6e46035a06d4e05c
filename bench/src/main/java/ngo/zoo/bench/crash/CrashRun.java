package ngo.zoo.bench.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

  /** After so many points all keys and the whole journal are compared. */
  private static final int WHOLE = 20;

  /** Of five points three kill the worker, one a session, one all of PostgreSQL. */
  private static final int KINDS = 5;

  private final CrashDatabase database;
  private final Claims all = new Claims();
  private final Tally tally = new Tally();
  private final Map<Process, Path> files = new HashMap<>();
  private @Nullable Process spare;
  private int pointsDone;

  CrashRun(CrashDatabase database) {
    this.database = database;
  }

  /** {@code CrashRun ROOT POINTS SEED}. */
  public static void main(String[] arguments) throws Exception {
    int points = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    boolean sound;
    try (CrashDatabase database = CrashDatabase.start(Path.of(arguments[0]));
        CrashRun run = new CrashRun(database)) {
      sound = run.points(points, seed);
    }
    System.exit(sound ? 0 : 1);
  }

  private boolean points(int points, long seed)
      throws IOException, InterruptedException, SQLException {
    long begin = System.nanoTime();
    for (int point = 1; point <= points; point++) {
      Verdict verdict = point(new Random(seed + point - 1));
      boolean whole = point % WHOLE == 0 || point == points;
      if (verdict.sound() && whole) {
        verdict = everything();
      }
      if (!verdict.sound() || whole) {
        System.out.printf("point %d: %s%n", point, verdict.line());
      }
      if (!verdict.sound()) {
        verdict.findings().stream().filter(it -> !it.sound()).forEach(System.out::println);
        return false;
      }
    }
    everything().findings().forEach(System.out::println);
    tally.print((System.nanoTime() - begin) / 1e9);
    return true;
  }

  /** One kill, the retries, the timeouts, and the comparison of this point's keys. */
  Verdict point(Random random) throws IOException, InterruptedException, SQLException {
    Process worker = spare == null ? worker(random.nextLong()) : spare;
    Claims claims = new Claims();
    go(worker);
    awaitFirstCommit(worker);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
    kill(worker, random);
    if (!worker.waitFor(20, TimeUnit.SECONDS)) {
      worker.destroyForcibly().waitFor();
    }
    claims.read(said(worker));
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
  private void awaitFirstCommit(Process worker) throws IOException {
    while (!Files.readString(said(worker)).contains("done ")) {
      if (!worker.isAlive()) {
        throw new IllegalStateException("the worker ended before it committed anything");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /**
   * What a worker said, in a file: of a pipe the last words can be lost when its writer is killed
   * while somebody reads.
   */
  private Path said(Process worker) {
    return Objects.requireNonNull(files.get(worker));
  }

  private Process worker(long seed) throws IOException {
    if (!Files.exists(classes())) {
      Claims claims = new Claims();
      Process rehearsal = java("-XX:ArchiveClassesAtExit=" + classes(), 0, 0);
      rehearsal.onExit().join();
      claims.read(said(rehearsal));
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
    Path said = database.folder().resolve("worker-" + files.size() + ".txt");
    Process worker =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    files.put(worker, said);
    return worker;
  }

  @Override
  public void close() {
    if (spare != null) {
      spare.destroyForcibly();
    }
  }
}
