package ngo.zoo.bench.gateway;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.MoneyAudit;

/**
 * The race over one budget with two whole servers: questions over HTTP from 64 clients, half of
 * them to each, for a budget that is too small; the second server is killed with signal 9 after a
 * third of it is spent, and its clients go to the first.
 */
public final class ServersRace {
  private static final int CLIENTS = 32;
  private static final int RETRY_AFTER = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String QUESTION =
      "{\"model\":\"mock-7b\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
          + "\"zoo\":{\"experiences\":\"off\"}}";

  private final Connection books;
  private final String key;
  private final int requests;
  private final AtomicInteger left;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private BigInteger fee = BigInteger.ONE;
  private BigInteger most = BigInteger.ZERO;

  private ServersRace(Connection books, String key, int requests) {
    this.books = books;
    this.key = key;
    this.requests = requests;
    this.left = new AtomicInteger(requests);
  }

  /** {@code ServersRace ROOT REQUESTS}; the application must have been built. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path folder = Files.createTempDirectory("zoo-race-");
    boolean sound;
    try (Peers peers = new Peers(root.resolve("bench/gateway"), folder, folder)) {
      System.setProperty("zoo.server.options", "-XX:TieredStopAtLevel=4 -XX:+UseSerialGC");
      System.setProperty("zoo.server.leases", "true");
      System.setProperty("zoo.server.nodes", node(peers.backend()));
      Stack stack =
          new Stack(new Workspace(root, folder.resolve("data"), false), new Progress(System.out));
      try {
        stack.up(Set.of("keycloak", "chain", "operator-node", "gpu-node"));
        sound = race(stack, folder, Integer.parseInt(arguments[1]));
      } finally {
        stack.down();
        stack.forget();
      }
    }
    System.exit(sound ? 0 : 1);
  }

  private static String node(String backend) {
    return """
    [{"name":"mock","role":"OPERATOR","owner":"sam","url":"%s","slots":256,"kind":"OPENAI",\
    "models":["mock-7b"]}]"""
        .formatted(backend);
  }

  private static boolean race(Stack stack, Path folder, int requests) throws Exception {
    try (Connection books = stack.access().database().connect("zoo");
        SecondServer second =
            SecondServer.start(
                stack.process("wildfly").orElseThrow(),
                Files.createDirectory(folder.resolve("2")))) {
      Tenants tenants = new Tenants(books);
      String first = stack.access().portal().replace("localhost", "127.0.0.1");
      ServersRace warm = new ServersRace(books, tenants.add("Warm", false), 4000);
      warm.await(first);
      warm.await(second.address());
      warm.run(first, second, false);
      ServersRace race = new ServersRace(books, tenants.add("Race", false), requests);
      race.limit();
      return race.run(first, second, true);
    }
  }

  private void await(String server) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    try (HttpClient client = client()) {
      while (status(client, server) != 200) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException(server + " does not answer");
        }
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private int status(HttpClient client, String server) throws InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(server + "/v1/chat/completions"))
            .timeout(Duration.ofSeconds(60))
            .header("authorization", "Bearer " + key)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(QUESTION))
            .build();
    try {
      return client.send(question, BodyHandlers.discarding()).statusCode();
    } catch (IOException broken) {
      return 0;
    }
  }

  /** Room for 99 of 100 questions; the last fee would fit but for one unit. */
  private void limit() throws SQLException {
    fee = units("select max(fee) from receipt");
    most =
        fee.multiply(BigInteger.valueOf(requests - requests / 100L + 1)).subtract(BigInteger.ONE);
    try (PreparedStatement insert =
        books.prepareStatement(
            "insert into budget (id, organisation_id, period, most, hard, created_at)"
                + " select ?, id, 'TOTAL', ?, true, now() from organisation where name = 'Race'")) {
      insert.setObject(1, Ids.next());
      insert.setBigDecimal(2, new BigDecimal(most));
      insert.executeUpdate();
    }
  }

  private boolean run(String first, SecondServer second, boolean kills) throws Exception {
    Instant begun = Instant.now();
    AtomicReference<String> other = new AtomicReference<>(second.address());
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2 * CLIENTS);
        HttpClient client = client()) {
      for (int i = 0; i < 2 * CLIENTS; i++) {
        AtomicReference<String> server = i % 2 == 0 ? new AtomicReference<>(first) : other;
        clients.add(threads.submit(() -> ask(client, server)));
      }
      if (!kills) {
        return true;
      }
      while (spent().multiply(BigInteger.valueOf(3)).compareTo(most) < 0) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      second.kill();
      other.set(first);
      System.out.printf("killed after %s fees%n", spent().divide(fee));
      await(clients);
      double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
      return judge(client, first, seconds);
    }
  }

  private static void await(List<Future<?>> clients) throws InterruptedException {
    for (Future<?> one : clients) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Void ask(HttpClient client, AtomicReference<String> server) throws InterruptedException {
    while (left.getAndDecrement() > 0) {
      switch (status(client, server.get())) {
        case 200 -> answered.incrementAndGet();
        case 402 -> refused.incrementAndGet();
        case 503 -> {
          // The books have to catch up; the answer says when to come back.
          left.incrementAndGet();
          TimeUnit.SECONDS.sleep(RETRY_AFTER);
        }
        default -> others.incrementAndGet();
      }
    }
    return null;
  }

  private boolean judge(HttpClient client, String first, double seconds) throws Exception {
    BigInteger stranded = leased();
    Instant end = Instant.now().plus(PATIENCE);
    while (leased().signum() > 0 && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
    boolean returned = leased().signum() == 0;
    int last = 0;
    while (status(client, first) == 200) {
      last++;
    }
    awaitReceipts(Instant.now().plus(PATIENCE));
    BigInteger receipts = receipts();
    BigInteger over = spent().subtract(most).max(BigInteger.ZERO);
    BigInteger unspent = most.subtract(spent());
    long wrong =
        MoneyAudit.open(books).stream()
            .filter(finding -> !finding.sound())
            .peek(finding -> System.out.println("WRONG " + finding))
            .count();
    System.out.printf(
        "%d answered, %d refused, %d broken off; %d at the end; %s receipts%n",
        answered.get(), refused.get(), others.get(), last, receipts);
    System.out.println("FIGURE servers_overspend_units " + over + " units");
    System.out.println("FIGURE servers_unspent_units " + unspent + " units (a fee is " + fee + ")");
    System.out.printf(
        "FIGURE servers_stranded_share %.3f %% of the budget%n",
        100 * new BigDecimal(stranded).doubleValue() / new BigDecimal(most).doubleValue());
    System.out.println("FIGURE servers_stranded_returned " + (returned ? 1 : 0) + " yes");
    System.out.printf("FIGURE servers_requests_rate %.0f requests/s%n", requests / seconds);
    System.out.println("FIGURE servers_books_wrong " + wrong + " questions");
    boolean each = receipts.multiply(fee).equals(spent());
    if (!each) {
      System.out.println("WRONG what is spent is not one fee for each receipt");
    }
    return over.signum() == 0 && unspent.compareTo(fee) < 0 && returned && wrong == 0 && each;
  }

  /** The last answers are settled with their batch; what a broken question reserved runs out. */
  private void awaitReceipts(Instant end) throws SQLException {
    while (!receipts().multiply(fee).equals(spent()) && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  private BigInteger receipts() throws SQLException {
    return units(
        "select count(*) from receipt r join organisation o on o.id = r.payer_id"
            + " where o.name = 'Race'");
  }

  private BigInteger spent() throws SQLException {
    return window("spent");
  }

  private BigInteger leased() throws SQLException {
    return window("leased");
  }

  private BigInteger window(String column) throws SQLException {
    return units(
        "select coalesce(sum(w."
            + column
            + "), 0) from budget_window w join budget b on b.id = w.budget_id join organisation o"
            + " on o.id = b.organisation_id where o.name = 'Race' and b.period = 'TOTAL'");
  }

  private BigInteger units(String sql) throws SQLException {
    try (PreparedStatement statement = books.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getBigDecimal(1).toBigIntegerExact();
    }
  }
}
