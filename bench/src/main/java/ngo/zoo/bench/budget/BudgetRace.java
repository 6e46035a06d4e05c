package ngo.zoo.bench.budget;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.bench.Postgres;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.MoneyAudit;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.leases.LeaseScope;

/**
 * A million questions from 64 clients on two server processes over one budget that is too small for
 * them; one process is killed with signal 9 on the way and another takes its place. Then the leases
 * it left behind run out, and the books say what was spent.
 */
public final class BudgetRace {
  private static final int CLIENTS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final BigInteger FEE = BudgetServer.FEE.units();

  private final Postgres postgres;
  private final UUID organisation = Ids.next();
  private final UUID budget = Ids.next();
  private final int requests;
  private final BigInteger most;

  private BudgetRace(Postgres postgres, int requests) {
    this.postgres = postgres;
    this.requests = requests;
    // One unit less than a whole fee more, so that the last fee does not fit.
    this.most =
        FEE.multiply(BigInteger.valueOf(requests - requests / 100L + 1)).subtract(BigInteger.ONE);
  }

  /** {@code BudgetRace ROOT REQUESTS}. */
  public static void main(String[] arguments) throws Exception {
    try (Postgres postgres = Postgres.start(Path.of(arguments[0]).resolve("sql"))) {
      boolean sound = new BudgetRace(postgres, Integer.parseInt(arguments[1])).run();
      System.exit(sound ? 0 : 1);
    }
  }

  private boolean run() throws Exception {
    prepare();
    Instant begun = Instant.now();
    Process first = server(requests / 2);
    Process second = server(requests / 2);
    BigInteger third = most.divide(BigInteger.valueOf(3));
    while (window("spent").compareTo(third) < 0 && first.isAlive() && second.isAlive()) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    second.destroyForcibly().waitFor();
    BigInteger spent = window("spent");
    // The successor asks what its predecessor has not, and a little more.
    Process successor = server(requests / 20 * 7);
    System.out.println("first: " + said(first));
    System.out.println("successor of the killed: " + said(successor));
    double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    BigInteger stranded = window("leased");
    System.out.printf("killed after %s fees%n", fees(spent));
    boolean returned = awaitReturn();
    return judge(seconds, stranded, returned);
  }

  private boolean judge(double seconds, BigInteger stranded, boolean returned) throws SQLException {
    Books books = new Books(postgres.applicationUrl(), Ids.next());
    LeaseScope scope = new LeaseScope(AccountKind.ORGANISATION, organisation, null, null);
    long last = 0;
    while (books.payAlone(scope, BudgetServer.FEE)) {
      last++;
    }
    books.end();
    BigInteger spent = window("spent");
    BigInteger over = spent.subtract(most).max(BigInteger.ZERO);
    BigInteger left = most.subtract(spent);
    long wrong = wrong();
    System.out.printf("%d fees were spent alone at the end%n", last);
    System.out.println("FIGURE overspend_units " + over + " units");
    System.out.println("FIGURE unspent_units " + left + " units (a fee is " + FEE + ")");
    System.out.printf("FIGURE stranded_share %.3f %% of the budget%n", share(stranded));
    System.out.println("FIGURE stranded_returned " + (returned ? 1 : 0) + " yes");
    System.out.printf("FIGURE budget_requests_rate %.0f requests/s%n", requests / seconds);
    System.out.println("FIGURE budget_books_wrong " + wrong + " questions");
    return over.signum() == 0 && left.compareTo(FEE) < 0 && returned && wrong == 0;
  }

  private double share(BigInteger units) {
    return new BigDecimal(units).doubleValue() * 100 / new BigDecimal(most).doubleValue();
  }

  private static String fees(BigInteger units) {
    return units.divide(FEE).toString();
  }

  /** As every server does: what is over is given back. */
  private boolean awaitReturn() throws SQLException {
    Books books = new Books(postgres.applicationUrl(), Ids.next());
    Instant end = Instant.now().plus(PATIENCE);
    try {
      while (window("leased").signum() > 0) {
        if (Instant.now().isAfter(end)) {
          return false;
        }
        books.expireAll();
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      }
      return true;
    } finally {
      books.end();
    }
  }

  private Process server(int count) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BudgetServer.class.getName(),
                postgres.applicationUrl(),
                organisation.toString(),
                Integer.toString(CLIENTS),
                Integer.toString(count)))
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static String said(Process process) throws IOException, InterruptedException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = String.valueOf(lines.readLine());
      process.waitFor();
      return line;
    }
  }

  private void prepare() throws SQLException {
    try (Connection books = DriverManager.getConnection(postgres.ownerUrl())) {
      run(books, "insert into organisation values (?, 'Race', 'race', now())", organisation);
      run(
          books,
          "insert into budget (id, organisation_id, period, most, hard, created_at)"
              + " values (?, ?, 'TOTAL', ?, true, now())",
          budget,
          organisation,
          new BigDecimal(most));
      run(
          books,
          "select post_entry(?, 'race', 'GENESIS', ?, 'Money for a race', now(),"
              + " array['GENESIS', 'ORGANISATION'], array[?, ?]::uuid[],"
              + " array['KEEPER', 'KEEPER'], array[-1e26, 1e26]::numeric[])",
          Ids.next(),
          organisation,
          Journal.FOUNDATION,
          organisation);
    }
  }

  private static void run(Connection books, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = books.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  private BigInteger window(String column) throws SQLException {
    try (Connection books = DriverManager.getConnection(postgres.ownerUrl());
        Statement statement = books.createStatement();
        ResultSet row =
            statement.executeQuery("select coalesce(sum(" + column + "), 0) from budget_window")) {
      row.next();
      return row.getBigDecimal(1).toBigIntegerExact();
    }
  }

  /** No receipts are written here, so what compares with them is left out. */
  private long wrong() throws SQLException {
    try (Connection books = DriverManager.getConnection(postgres.ownerUrl())) {
      return MoneyAudit.open(books).stream()
          .filter(finding -> !finding.name().startsWith("held receipts"))
          .filter(finding -> !finding.sound())
          .peek(finding -> System.out.println("WRONG " + finding))
          .count();
    }
  }
}
