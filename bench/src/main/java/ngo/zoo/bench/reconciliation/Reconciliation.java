package ngo.zoo.bench.reconciliation;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.bench.Postgres;
import ngo.zoo.bench.ThreadConnections;
import ngo.zoo.persistence.rewards.MoneyAudit;

/**
 * Books a seeded stream of usage events on a PostgreSQL of its own, then asks usage, receipts and
 * the ledger for the fees of each organisation, day, project and key, closes the month and asks its
 * invoices, and holds all of them against what the stream knows to have happened.
 */
public final class Reconciliation {
  private static final int ORGANISATIONS = 5;
  private static final int BATCH = 500;
  private static final int INTAKES = 2;
  private static final LocalDate FROM = LocalDate.parse("2026-01-01");

  private final Postgres postgres;
  private final ThreadConnections connections;
  private final Tenants tenants;
  private final Map<Group, BigInteger> truth = new HashMap<>();
  private long events;
  private long answers;
  private long parked;

  private Reconciliation(Postgres postgres, ThreadConnections connections) {
    this.postgres = postgres;
    this.connections = connections;
    this.tenants = Tenants.create(connections, ORGANISATIONS);
  }

  /** {@code Reconciliation ROOT EVENTS SEED}. */
  public static void main(String[] arguments) throws Exception {
    long events = Long.parseLong(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    try (Postgres postgres = Postgres.start(Path.of(arguments[0]).resolve("sql"));
        ThreadConnections connections = new ThreadConnections(postgres.applicationUrl())) {
      Reconciliation run = new Reconciliation(postgres, connections);
      long begin = System.nanoTime();
      run.book(events, seed);
      double seconds = (System.nanoTime() - begin) / 1e9;
      List<Comparison> comparisons = run.compare();
      long wrongBooks = run.wrongBooks();
      comparisons.forEach(System.out::println);
      run.figures(seconds, comparisons, wrongBooks);
      if (wrongBooks + comparisons.stream().mapToLong(Comparison::wrongGroups).sum() > 0) {
        System.exit(1);
      }
    }
  }

  /** As {@link #main}, for a test. */
  static List<Comparison> run(Path root, long events, long seed) throws Exception {
    try (Postgres postgres = Postgres.start(root.resolve("sql"));
        ThreadConnections connections = new ThreadConnections(postgres.applicationUrl())) {
      Reconciliation run = new Reconciliation(postgres, connections);
      run.book(events, seed);
      List<Comparison> all = new ArrayList<>(run.compare());
      BigInteger wrong = BigInteger.valueOf(run.wrongBooks());
      all.add(new Comparison("books", 0, BigInteger.ZERO, wrong.longValue(), wrong));
      return all;
    }
  }

  private void book(long most, long seed) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(INTAKES)) {
      List<Future<EventStream>> done = new ArrayList<>();
      for (int i = 0; i < INTAKES; i++) {
        EventStream stream = new EventStream(seed * INTAKES + i, tenants, most / INTAKES);
        Intake intake = new Intake(connections, tenants.node());
        done.add(threads.submit(taking(stream, intake)));
      }
      for (Future<EventStream> each : done) {
        EventStream stream = each.get();
        events += stream.scheduled();
        answers += stream.answers();
        stream.truth().forEach((group, fee) -> truth.merge(group, fee, BigInteger::add));
      }
    }
  }

  private Callable<EventStream> taking(EventStream stream, Intake intake) {
    return () -> {
      for (List<UsageEvent> next = stream.next(BATCH); !next.isEmpty(); next = stream.next(BATCH)) {
        intake.take(next);
      }
      if (intake.waiting() > 0) {
        throw new IllegalStateException(intake.waiting() + " events wait for ever");
      }
      synchronized (this) {
        parked += intake.parked();
      }
      return stream;
    };
  }

  private List<Comparison> compare() {
    Sources sources = new Sources(connections);
    List<Comparison> all = new ArrayList<>();
    all.add(Comparison.of("usage", truth, sources.usage(tenants, FROM, FROM.plusDays(31))));
    all.add(Comparison.of("receipts", truth, sources.receipts()));
    all.add(Comparison.of("ledger, held", truth, sources.ledger()));
    all.add(Comparison.of("ledger, paid out", truth, sources.paid()));
    all.add(
        Comparison.of(
            "invoices",
            truthByProject(),
            new Invoiced(connections).close(tenants, YearMonth.from(FROM))));
    return all;
  }

  private Map<Invoiced.Project, BigInteger> truthByProject() {
    Map<Invoiced.Project, BigInteger> sums = new HashMap<>();
    truth.forEach(
        (group, fee) ->
            sums.merge(
                new Invoiced.Project(group.organisation(), group.project()), fee, BigInteger::add));
    return sums;
  }

  private long wrongBooks() throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.ownerUrl())) {
      return MoneyAudit.all(connection).stream()
          .filter(finding -> !finding.sound())
          .peek(System.out::println)
          .count();
    }
  }

  private void figures(double seconds, List<Comparison> comparisons, long wrongBooks) {
    figure("reconciliation_events", events, "events");
    figure("reconciliation_answers", answers, "answers");
    figure("reconciliation_before_their_time", parked, "events");
    figure("reconciliation_rate", Math.round(events / seconds), "events/s");
    figure("reconciliation_groups", truth.size(), "groups");
    figure("reconciliation_wrong_books", wrongBooks, "questions");
    BigInteger difference =
        comparisons.stream().map(Comparison::difference).reduce(BigInteger.ZERO, BigInteger::add);
    System.out.println("FIGURE reconciliation_difference_units " + difference + " units");
  }

  private static void figure(String name, long value, String unit) {
    System.out.printf(Locale.ROOT, "FIGURE %s %d %s%n", name, value, unit);
  }
}
