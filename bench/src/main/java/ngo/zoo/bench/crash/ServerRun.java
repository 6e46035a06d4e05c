package ngo.zoo.bench.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.persistence.rewards.MoneyAudit;

/**
 * Kills the whole server at seeded points while clients ask questions, starts it again, lets it
 * give back by itself what was reserved, and asks every question about the books: each answer that
 * a client heard has its receipt, and receipts, reservations and entries agree.
 */
public final class ServerRun {
  private static final String SERVER = "wildfly";
  private static final String PLAN = "00000000-0000-7000-8000-0000000000ff";
  private static final String PENDING =
      """
      select (select count(*) from reservation where status = 'PENDING')
        + (select count(*) from credit_lease where status = 'PENDING')
      """;
  private static final int LONGEST_MILLIS = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Stack stack;
  private final Set<String> heard = new HashSet<>();
  private long unanswered;

  private ServerRun(Stack stack) {
    this.stack = stack;
  }

  /** {@code ServerRun ROOT POINTS SEED}; the application must have been built. */
  public static void main(String[] arguments) throws Exception {
    int points = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    Path folder = Files.createTempDirectory("zoo-server-crash-");
    Workspace workspace = new Workspace(Path.of(arguments[0]), folder, false);
    Stack stack = new Stack(workspace, new Progress(System.out));
    try {
      stack.up(Set.of());
      ServerRun run = new ServerRun(stack);
      run.makeDurable();
      for (int point = 0; point < points; point++) {
        run.point(point + 1, new Random(seed + point));
      }
      System.out.println("FIGURE server_crash_points_sound " + points + " points");
      System.out.println("FIGURE server_crash_answers_heard " + run.heard.size() + " answers");
      System.out.println("FIGURE server_crash_answers_unheard " + run.unanswered + " questions");
    } finally {
      stack.down();
      stack.forget();
    }
  }

  /** An answer that was heard is not lost only where the plan waits for its receipt. */
  private void makeDurable() throws SQLException {
    try (Connection database = connect();
        Statement statement = database.createStatement()) {
      statement.execute("insert into plan values ('" + PLAN + "', 'Durable', false, now())");
      statement.execute(
          """
          insert into plan_version values (uuidv7(), '%s', 1, now(), '{"prices": [], "tiers": [],
            "minimum": "0", "free_queries": 0, "durable_receipts": true}')
          """
              .formatted(PLAN));
      statement.execute(
          "insert into plan_assignment select uuidv7(), id, '%s', now(), now(), 'crash' from organisation"
              .formatted(PLAN));
    }
  }

  private void point(int number, Random random)
      throws InterruptedException, SQLException, IOException {
    ServerLoad load = new ServerLoad(stack.access().portal(), stack.access().partnerKey());
    load.during(() -> killSoon(random));
    heard.addAll(load.answered());
    unanswered += load.unanswered();
    stack.start(SERVER);
    int expired = expireReservations();
    awaitNoReservation();
    long lost = heard.size() - receipts();
    List<MoneyAudit.Finding> wrong = wrongBooks();
    System.out.printf(
        "point %d: %d answers heard, %d lost, %d reservations timed out, %d wrong in the books%n",
        number, heard.size(), lost, expired, wrong.size());
    if (lost != 0 || !wrong.isEmpty()) {
      throw new IOException("the books are wrong after a crash: " + wrong);
    }
  }

  private void killSoon(Random random) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS)));
    stack.kill(SERVER);
  }

  /** The leases pass at once; the server does the rest. */
  private int expireReservations() throws SQLException {
    try (Connection database = connect();
        Statement statement = database.createStatement()) {
      return statement.executeUpdate(
              "update reservation set expires_at = now() where status = 'PENDING'")
          + statement.executeUpdate(
              "update credit_lease set expires_at = now() where status = 'PENDING'");
    }
  }

  private void awaitNoReservation() throws SQLException {
    Instant end = Instant.now().plus(PATIENCE);
    while (number(PENDING) > 0) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("reservations were not given back");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection database = connect();
        Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** How many of the answers heard have a receipt. */
  private long receipts() throws SQLException {
    try (Connection database = connect();
        PreparedStatement statement =
            database.prepareStatement("select count(*) from receipt where id = any (?::uuid[])")) {
      statement.setArray(1, database.createArrayOf("text", heard.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private List<MoneyAudit.Finding> wrongBooks() throws SQLException {
    try (Connection database = connect()) {
      return MoneyAudit.all(database).stream().filter(finding -> !finding.sound()).toList();
    }
  }

  private Connection connect() throws SQLException {
    return stack.access().database().connect("zoo");
  }
}
