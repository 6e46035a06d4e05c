package ngo.zoo.bench.crash;

import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.bench.ThreadConnections;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.Reservations;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;

/**
 * The small JVM that is killed: some threads post single entries, batches, and reserve and settle,
 * each in one transaction. It says {@code try KEY} before a transaction and {@code done KEY} after
 * its commit, and gives up when the database is gone.
 */
public final class CrashWorker {
  static final int MEMBERS = 16;

  /** Business time that is the wall clock's. */
  private static final class WallClock implements BusinessClock {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void at(Instant instant, Runnable work) {
      throw new UnsupportedOperationException("time goes on by itself");
    }
  }

  private final ThreadConnections connections;
  private final Journal journal;
  private final Reservations reservations;
  private final PrintStream out;

  private CrashWorker(ThreadConnections connections, PrintStream out) {
    this.connections = connections;
    this.journal = new Journal(connections);
    this.reservations = new Reservations(connections, journal, new WallClock());
    this.out = out;
  }

  /** {@code CrashWorker URL SEED THREADS}. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    CrashWorker worker = new CrashWorker(new ThreadConnections(arguments[0]), out);
    long seed = Long.parseLong(arguments[1]);
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      Random random = new Random(seed * 100 + i);
      Thread.ofPlatform().start(() -> worker.work(random));
    }
  }

  static UUID member(int number) {
    return new UUID(0x4000, 0x8000_0000_0000_0000L | number);
  }

  private void work(Random random) {
    while (true) {
      String key = new UUID(random.nextLong(), random.nextLong()).toString();
      int kind = random.nextInt(3);
      try {
        post(kind + ":" + key, kind, random);
      } catch (SQLException | RuntimeException e) {
        System.err.println(e.getMessage());
        Runtime.getRuntime().halt(3);
      }
    }
  }

  private void post(String key, int kind, Random random) throws SQLException {
    out.println("try " + key);
    Connection connection = connections.getConnection();
    connection.setAutoCommit(false);
    switch (kind) {
      case 0 -> journal.post(transfer(key + "/0", random), Instant.now());
      case 1 ->
          journal.postAll(
              IntStream.range(0, 20).mapToObj(i -> transfer(key + "/" + i, random)).toList(),
              Instant.now());
      default -> reserveAndSettle(UUID.fromString(key.substring(2)), random);
    }
    connection.commit();
    out.println("done " + key);
  }

  /** Every other one is left pending, as if its model were still answering. */
  private void reserveAndSettle(UUID query, Random random) {
    reservations.reserve(
        query,
        AccountKind.MEMBER,
        member(random.nextInt(MEMBERS)),
        Amount.keeper(BigInteger.TWO),
        Duration.ofMinutes(1));
    if (random.nextBoolean()) {
      reservations.settle(query);
    }
  }

  private static PostEntry transfer(String key, Random random) {
    int from = random.nextInt(MEMBERS);
    Amount amount = Amount.keeper(BigInteger.valueOf(1 + random.nextInt(9)));
    UUID to = member((from + 1 + random.nextInt(MEMBERS - 1)) % MEMBERS);
    return new PostEntry(
        key,
        CauseKind.TRANSFER,
        member(from),
        "crash",
        List.of(
            new PostEntry.Line(AccountKind.MEMBER, member(from), amount.negate()),
            new PostEntry.Line(AccountKind.MEMBER, to, amount)));
  }
}
