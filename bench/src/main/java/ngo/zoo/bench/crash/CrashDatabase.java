package ngo.zoo.bench.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ngo.zoo.bench.ThreadConnections;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.dev.part.PostgresPart;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;

/**
 * The local stack's PostgreSQL alone, in a folder of its own, which can be killed and come back.
 */
final class CrashDatabase implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Stack stack;

  private CrashDatabase(Path folder, Stack stack) {
    this.folder = folder;
    this.stack = stack;
  }

  static CrashDatabase start(Path root) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("zoo-crash-");
    Progress silent =
        new Progress(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    CrashDatabase database =
        new CrashDatabase(folder, new Stack(new Workspace(root, folder, false), silent));
    database.stack.start(PostgresPart.NAME);
    database.noticeDeadlocks();
    database.fund();
    return database;
  }

  /** No worker lives the second that PostgreSQL waits before it looks for one. */
  private void noticeDeadlocks() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("alter database zoo set deadlock_timeout = '10ms'");
    }
  }

  Path folder() {
    return folder;
  }

  String applicationUrl() {
    return postgres().jdbcUrl("zoo") + "?user=zoo_app&password=" + postgres().applicationPassword();
  }

  Connection connect() throws SQLException {
    return postgres().connect("zoo");
  }

  /** The database notices that one of its own died, and restarts all of them. */
  void killOneSession(Random random) throws SQLException {
    List<Long> sessions = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pid from pg_stat_activity where usename = 'zoo_app' order by pid")) {
      while (row.next()) {
        sessions.add(row.getLong(1));
      }
    }
    if (!sessions.isEmpty()) {
      long pid = sessions.get(random.nextInt(sessions.size()));
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** All processes at once; then the server starts again on what they left. */
  void killServer() {
    stack.kill(PostgresPart.NAME);
    stack.start(PostgresPart.NAME);
  }

  void awaitReady() throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!isReady()) {
      if (Instant.now().isAfter(end)) {
        throw new PartFailure("the database did not come back");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean isReady() {
    try (Connection connection = connect()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private PostgresPart postgres() {
    return stack.access().database();
  }

  private void fund() throws SQLException {
    Amount much = Amount.keeper(BigInteger.TEN.pow(24));
    try (ThreadConnections connections = new ThreadConnections(applicationUrl())) {
      new Journal(connections)
          .postAll(
              IntStream.range(0, Work.MEMBERS)
                  .mapToObj(
                      i ->
                          new PostEntry(
                              "genesis:" + i,
                              CauseKind.GENESIS,
                              Work.member(i),
                              "fund",
                              List.of(
                                  new PostEntry.Line(
                                      AccountKind.GENESIS, Journal.FOUNDATION, much.negate()),
                                  new PostEntry.Line(AccountKind.MEMBER, Work.member(i), much))))
                  .toList(),
              Instant.now());
    }
  }

  @Override
  public void close() throws IOException {
    stack.kill(PostgresPart.NAME);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
