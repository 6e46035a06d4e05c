package ngo.zoo.bench.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Random;
import ngo.zoo.bench.ThreadConnections;
import ngo.zoo.shared.Refusal;

/**
 * The small JVM that is killed: it waits for a word on its input, then some threads do one
 * transaction after the other. It says {@code try KEY} before each and {@code done KEY} after its
 * commit, and gives up when the database is gone or refuses.
 */
public final class CrashWorker {
  /** Nobody refuses this work: its payers have enough, and keep one order of accounts. */
  static final String REFUSED = "refused ";

  private final Work work;
  private final PrintStream out;

  private CrashWorker(Work work, PrintStream out) {
    this.work = work;
    this.out = out;
  }

  /** {@code CrashWorker URL SEED THREADS}; without threads it rehearses. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    CrashWorker worker = new CrashWorker(new Work(new ThreadConnections(arguments[0])), out);
    long seed = Long.parseLong(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    if (threads == 0) {
      worker.rehearse(new Random(seed));
    } else if (System.in.read() < 0) {
      return;
    }
    for (int i = 0; i < threads; i++) {
      Random random = new Random(seed * 100 + i);
      Thread.ofPlatform().start(() -> worker.work(random));
    }
  }

  /** A few of each kind, then an orderly end: the JVM stores the classes this took. */
  private void rehearse(Random random) {
    for (int i = 0; i < 12; i++) {
      one(Work.key(random));
    }
  }

  private void work(Random random) {
    while (true) {
      one(Work.key(random));
    }
  }

  private void one(String key) {
    try {
      out.println("try " + key);
      work.run(key);
      out.println("done " + key);
    } catch (SQLException | RuntimeException e) {
      out.println(e instanceof Refusal ? REFUSED + e.getMessage() : "lost " + e.getMessage());
      Runtime.getRuntime().halt(3);
    }
  }
}
