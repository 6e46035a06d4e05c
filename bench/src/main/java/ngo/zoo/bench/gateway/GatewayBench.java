package ngo.zoo.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ngo.zoo.bench.Series;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.persistence.rewards.MoneyAudit;

/**
 * Our gateway beside Portkey's and nginx before one backend, in interleaved rounds: requests a
 * second and CPU per request with 1, 16 and 64 connections, streamed and not, then paced streams.
 * Ours does on the way what it always does: key, rate limit, exact budget and balance by lease,
 * metering, a receipt for each answer in the log. At the end the books are audited.
 */
public final class GatewayBench {
  private static final int[] CONNECTIONS = {1, 16, 64};
  private static final int USUAL = 16;
  private static final int[] STREAMS = {1, 64, 512};

  /** By one client, who asks again when an answer is whole. */
  private static final int IN_A_ROW = 15;

  private static final int WARM_SECONDS = 5;
  private static final Duration WARM_AT_MOST = Duration.ofMinutes(5);

  /** The part of our server's CPU time that may still compile when measuring begins. */
  private static final double COMPILING = 0.03;

  /** What the backend says its embedding node's key is. */
  private static final String EMBEDDER_KEY =
      Base64.getEncoder().encodeToString(filled(new byte[32], (byte) 7));

  private final Series series = new Series();
  private static final String OFF = ",\"zoo\":{\"experiences\":\"off\"}";

  /**
   * The question's embedding is in the cache; up to eight experiences are found and given along.
   */
  private static final String ON = ",\"zoo\":{\"domain\":\"keeper.signs\"}";

  private final Wrk wrk;
  private final int rounds;
  private final int seconds;

  private GatewayBench(Wrk wrk, int rounds, int seconds) {
    this.wrk = wrk;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** {@code GatewayBench ROOT TOOLS ROUNDS SECONDS}; the application must have been built. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path tools = Path.of(arguments[1]);
    Path folder = Files.createTempDirectory("zoo-gateway-");
    try (Peers peers = new Peers(root.resolve("bench/gateway"), tools, folder)) {
      System.setProperty("zoo.server.options", "-XX:TieredStopAtLevel=4 -XX:+UseSerialGC");
      System.setProperty("zoo.server.heap", System.getProperty("bench.heap", "512m"));
      System.setProperty("zoo.server.leases", "true");
      System.setProperty("zoo.server.nodes", nodes(peers.backend(), peers.embedder()));
      Stack stack =
          new Stack(new Workspace(root, folder.resolve("data"), false), new Progress(System.out));
      try {
        stack.up(Set.of("keycloak", "chain", "operator-node", "gpu-node"));
        GatewayBench bench =
            new GatewayBench(
                new Wrk(tools, folder),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        bench.measure(stack, peers);
      } finally {
        stack.down();
        stack.forget();
      }
    }
  }

  /** The backend as nodes of the operator's file: one has 256 slots at most. */
  private static String nodes(String backend, String embedder) {
    Stream<String> answering =
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                i ->
                    """
                    {"name":"mock-%d","role":"OPERATOR","owner":"sam","url":"%s","slots":256,\
                    "kind":"OPENAI","models":["mock-7b"]}"""
                        .formatted(i, backend));
    String embedding =
        """
        {"name":"embedder","role":"OPERATOR","owner":"sam","url":"%s","slots":16,\
        "public_key":"%s"}"""
            .formatted(embedder, EMBEDDER_KEY);
    return Stream.concat(answering, Stream.of(embedding))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void measure(Stack stack, Peers peers) throws Exception {
    Contender advised;
    List<Contender> contenders = new ArrayList<>();
    try (Connection books = stack.access().database().connect("zoo")) {
      Tenants tenants = new Tenants(books);
      String key = tenants.add("Bench", false);
      contenders.add(ours(stack, "zoo", key, OFF));
      contenders.add(ours(stack, "zoo-durable", tenants.add("Durable bench", true), OFF));
      advised = ours(stack, "zoo-experiences", key, ON);
    }
    for (Contender one : contenders) {
      awaitAnswer(one);
    }
    addIfAnswering(contenders, "direct", peers::direct);
    addIfAnswering(contenders, "nginx", peers::nginx);
    addIfAnswering(contenders, "portkey", peers::portkey);
    boolean experiences = answersWithExperiences(advised);
    warm(contenders);
    System.out.println("READY");
    for (int round = 0; round < rounds; round++) {
      round(contenders);
      if (experiences) {
        advisedRound(contenders, advised);
      }
    }
    paced(contenders);
    contenders.stream()
        .filter(one -> !one.processes().isEmpty())
        .forEach(
            one ->
                series.add("rss_" + one.name(), ProcessTimes.resident(one.processes()), "MiB", 0));
    series.print();
    audit(stack);
  }

  @FunctionalInterface
  private interface Start {
    Contender start() throws IOException;
  }

  /**
   * Another gateway that does not run is named and left out: the rest says something without it.
   */
  private static void addIfAnswering(List<Contender> contenders, String name, Start peer)
      throws InterruptedException {
    try {
      Contender contender = peer.start();
      awaitAnswer(contender);
      contenders.add(contender);
    } catch (IOException | IllegalStateException e) {
      System.out.println(
          "LEFT OUT " + name + ", and with it what it is compared in: " + e.getMessage());
    }
  }

  /** Once the library's vectors are there, which takes the outbox some seconds. */
  private static boolean answersWithExperiences(Contender advised) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    String seen = "";
    while (Instant.now().isBefore(end)) {
      try {
        seen = ask(advised, false);
        if (seen.contains("\"experiences_used\":[{")) {
          return true;
        }
      } catch (IOException notYet) {
        seen = String.valueOf(notYet.getMessage());
      }
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
    System.out.println("LEFT OUT zoo-experiences: " + seen);
    return false;
  }

  private static byte[] filled(byte[] bytes, byte value) {
    Arrays.fill(bytes, value);
    return bytes;
  }

  private static Contender ours(Stack stack, String name, String key, String more) {
    return new Contender(
        name,
        stack.access().portal().replace("localhost", "127.0.0.1") + "/v1/chat/completions",
        Map.of("authorization", "Bearer " + key),
        more,
        List.of(stack.process("wildfly").orElseThrow().pid()),
        List.of(stack.process("postgres").orElseThrow().pid()));
  }

  /** Both forms must be whole before anything is measured. */
  private static void awaitAnswer(Contender one) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    String seen = "";
    while (Instant.now().isBefore(end)) {
      try {
        seen = ask(one, false) + ask(one, true);
        if (seen.contains("word31\"") && seen.contains("[DONE]")) {
          return;
        }
      } catch (IOException notYet) {
        seen = String.valueOf(notYet.getMessage());
      }
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
    throw new IllegalStateException(one.name() + " does not answer: " + seen);
  }

  private static String ask(Contender one, boolean stream)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(one.url()))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(one.question(stream, false)));
    one.headers().forEach(request::header);
    // Portkey takes the headers that ask for HTTP/2 for the backend's and fails.
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return response.body();
    }
  }

  /**
   * A fresh server compiles its code under load for some minutes: until that is a small part of
   * what it does, or the time is over, which is told.
   */
  private void warm(List<Contender> contenders) {
    for (Contender one : contenders) {
      warm(one, WARM_SECONDS);
    }
    Contender ours = contenders.getFirst();
    long server = ours.processes().getFirst();
    Instant end = Instant.now().plus(WARM_AT_MOST);
    double share = 1;
    while (share > COMPILING && Instant.now().isBefore(end)) {
      double all = ProcessTimes.cpu(ours.processes());
      double compiling = ProcessTimes.compiling(server);
      warm(ours, 2 * WARM_SECONDS);
      share =
          (ProcessTimes.compiling(server) - compiling) / (ProcessTimes.cpu(ours.processes()) - all);
      System.out.printf("warming: %.0f %% of the server's time compiles%n", 100 * share);
    }
  }

  private void warm(Contender one, int seconds) {
    wrk.run(one, false, USUAL, seconds);
    wrk.run(one, true, USUAL, seconds);
  }

  /** The second table: with experiences, beside the same others. */
  private void advisedRound(List<Contender> contenders, Contender advised) {
    for (int connections : new int[] {USUAL, 64}) {
      Map<String, Measured> seen = new HashMap<>();
      seen.put("zoo", one(advised, false, connections));
      contenders.stream()
          .filter(one -> one.name().equals("portkey"))
          .forEach(one -> seen.put(one.name(), one(one, false, connections)));
      Measured ours = of(seen, "zoo");
      Measured portkey = seen.get("portkey");
      if (portkey != null) {
        compare("experiences_", ours, portkey, "portkey", "c" + connections);
      }
    }
  }

  private void round(List<Contender> contenders) {
    for (int connections : CONNECTIONS) {
      for (boolean stream : new boolean[] {false, true}) {
        Map<String, Measured> seen = new HashMap<>();
        for (Contender one : contenders) {
          if (!stream || connections == USUAL || !one.name().equals("zoo-durable")) {
            Measured measured = one(one, stream, connections);
            if (measured.perSecond() > 0) {
              seen.put(one.name(), measured);
            }
          }
        }
        compare(seen, (stream ? "stream_" : "") + "c" + connections);
      }
    }
  }

  private record Measured(double perSecond, double cpuMicros, double p50) {}

  private Measured one(Contender one, boolean stream, int connections) {
    double cpu = ProcessTimes.cpu(one.processes());
    double books = ProcessTimes.cpu(one.books());
    Wrk.Result result = wrk.run(one, stream, connections, seconds);
    double booking = one.books().isEmpty() ? 0 : awaitBooks(one);
    double perSecond = result.perSecond() * seconds / (seconds + booking);
    double micros = micros(ProcessTimes.cpu(one.processes()) - cpu, result);
    String name = one.name() + (stream ? "_stream" : "") + "_c" + connections;
    series.add("rps_" + name, perSecond, "requests/s", 0);
    series.add("p50_" + name, result.p50(), "ms", 2);
    series.add("p99_" + name, result.p99(), "ms", 2);
    series.add("errors_" + name, result.errors(), "answers", 0);
    if (!one.processes().isEmpty()) {
      series.add("cpu_" + name, micros, "us/request", 0);
    }
    if (!one.books().isEmpty()) {
      double database = micros(ProcessTimes.cpu(one.books()) - books, result);
      series.add("cpu_database_" + name, database, "us/request", 0);
    }
    // At once, so that a run that is cut short has said what it found.
    System.out.printf(
        "%s: %.0f requests/s, %.0f us CPU, p50 %.2f ms, %.0f errors%n",
        name, perSecond, micros, result.p50(), result.errors());
    return new Measured(perSecond, micros, result.p50());
  }

  /**
   * Seconds until what was answered is in the books: without them a row of answers would look
   * quicker than it can go on. A key that looks at anything sees all that was answered before.
   */
  private static double awaitBooks(Contender ours) {
    long begun = System.nanoTime();
    HttpRequest.Builder looking =
        HttpRequest.newBuilder(URI.create(ours.url()).resolve("/api/v1/libraries"));
    ours.headers().forEach(looking::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(looking.build(), BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double micros(double seconds, Wrk.Result result) {
    return seconds * 1e6 / Math.max(1, result.requests());
  }

  private void compare(Map<String, Measured> seen, String at) {
    for (String name : List.of("zoo", "zoo-durable")) {
      Measured ours = seen.get(name);
      if (ours != null) {
        String prefix = name.equals("zoo") ? "" : "durable_";
        for (String peer : List.of("portkey", "nginx")) {
          Measured other = seen.get(peer);
          if (other != null) {
            compare(prefix, ours, other, peer, at);
          }
        }
        Measured direct = seen.get("direct");
        if (direct != null) {
          series.add(prefix + "added_p50_" + at, ours.p50 - direct.p50, "ms", 2);
        }
      }
    }
  }

  private void compare(String prefix, Measured ours, Measured other, String peer, String at) {
    series.add(prefix + "rps_vs_" + peer + "_" + at, ours.perSecond / other.perSecond, "x", 2);
    if (peer.equals("portkey")) {
      series.add(prefix + "cpu_vs_" + peer + "_" + at, ours.cpuMicros / other.cpuMicros, "x", 3);
    }
  }

  private static <T> T of(Map<String, T> seen, String name) {
    return Objects.requireNonNull(seen.get(name), name);
  }

  private void paced(List<Contender> contenders) {
    for (int streams : STREAMS) {
      Map<String, Double> first = new HashMap<>();
      for (int round = 0; round < rounds; round++) {
        for (Contender one : contenders) {
          List<PacedStreams.Stream> done =
              streams == 1 ? PacedStreams.inARow(one, IN_A_ROW) : PacedStreams.run(one, streams);
          double middle = PacedStreams.percentile(done, 0.5);
          first.put(one.name(), middle);
          series.add("ttft_p50_" + one.name() + "_" + streams, middle, "ms", 1);
          series.add(
              "ttft_p99_" + one.name() + "_" + streams,
              PacedStreams.percentile(done, 0.99),
              "ms",
              1);
          series.add(
              "streams_broken_" + one.name() + "_" + streams,
              done.stream().filter(stream -> !stream.complete()).count(),
              "streams",
              0);
        }
        for (Contender one : contenders) {
          if (!one.name().equals("direct") && first.containsKey("direct")) {
            series.add(
                "ttft_added_" + one.name() + "_" + streams,
                of(first, one.name()) - of(first, "direct"),
                "ms",
                1);
          }
        }
      }
    }
  }

  /** Every answer has its receipt once the writer is idle, and the books are right. */
  private static void audit(Stack stack) throws SQLException {
    LockSupport.parkNanos(Duration.ofSeconds(8).toNanos());
    try (Connection books = stack.access().database().connect("zoo");
        Statement statement = books.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*), count(lease_id), (select count(*) from receipt_batch),"
                    + " (select coalesce(sum(amount - settled), 0) from credit_lease"
                    + " where status = 'PENDING') from receipt")) {
      row.next();
      System.out.printf(
          "%d receipts, %d of them from leases, in %d batches; %s units leased still%n",
          row.getLong(1), row.getLong(2), row.getLong(3), row.getBigDecimal(4));
      long wrong =
          MoneyAudit.open(books).stream()
              .filter(finding -> !finding.sound())
              .peek(finding -> System.out.println("WRONG " + finding))
              .count();
      System.out.println("FIGURE gateway_books_wrong " + wrong + " questions");
    }
  }
}
