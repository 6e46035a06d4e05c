package ngo.zoo.bench.money;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ngo.zoo.bench.Postgres;
import ngo.zoo.bench.ThreadConnections;
import org.jspecify.annotations.Nullable;

/**
 * Transfers per second, one by one, batched and on one hot account, beside TPC-B and, when its SQL
 * is named, pgledger; in interleaved rounds on one PostgreSQL. Ratios are taken round by round.
 */
public final class MoneyBench {
  private static final int MEMBERS = 100_000;
  private static final int CLIENTS = 8;

  /** As many as the application makes final at once. */
  private static final int BATCH = 100;

  /** On one account batches go one after the other, so that fewer and longer ones do better. */
  private static final int HOT_CLIENTS = 2;

  private static final int HOT_BATCH = 1_000;
  private static final int PEER_BATCH = 1_000;

  private final List<Contender> contenders = new ArrayList<>();
  private final Map<String, List<Round>> rounds = new LinkedHashMap<>();
  private final Figures figures = new Figures();

  private MoneyBench() {}

  /** {@code MoneyBench ROOT ROUNDS SECONDS}. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Duration length = Duration.ofSeconds(Long.parseLong(arguments[2]));
    @Nullable String pgledger = System.getenv("PGLEDGER_SQL");
    try (Postgres postgres = Postgres.start(root.resolve("sql"));
        ThreadConnections connections = new ThreadConnections(postgres.applicationUrl());
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      MoneyBench bench = new MoneyBench();
      bench.prepare(postgres, connections, pgledger);
      bench.run(threads, postgres, count, length);
      bench.report(pgledger != null);
    }
  }

  private void prepare(Postgres postgres, ThreadConnections connections, @Nullable String pgledger)
      throws Exception {
    postgres.touchMemory();
    ZooLedger zoo = new ZooLedger(connections, MEMBERS);
    zoo.prepare(postgres);
    TpcB.prepare(postgres);
    TpcB tpcb = new TpcB(connections);
    contenders.add(new Contender("tpcb", CLIENTS, 1, tpcb::one));
    contenders.add(new Contender("single", CLIENTS, 1, zoo::one));
    contenders.add(new Contender("batched", CLIENTS, BATCH, random -> zoo.batch(random, BATCH)));
    contenders.add(new Contender("hot", CLIENTS, 1, zoo::oneToHot));
    contenders.add(
        new Contender(
            "hot_batched", HOT_CLIENTS, HOT_BATCH, random -> zoo.batchToHot(random, HOT_BATCH)));
    if (pgledger != null) {
      PgLedger.prepare(postgres, pgledger, MEMBERS);
      PgLedger peer = new PgLedger(connections);
      contenders.add(new Contender("pgledger_single", CLIENTS, 1, peer::one));
      contenders.add(
          new Contender(
              "pgledger_batched", 1, PEER_BATCH, random -> peer.batch(random, PEER_BATCH)));
      contenders.add(new Contender("pgledger_hot", CLIENTS, 1, peer::oneToHot));
    }
  }

  private void run(ExecutorService threads, Postgres postgres, int count, Duration length)
      throws Exception {
    for (int i = 0; i <= count; i++) {
      for (Contender contender : contenders) {
        Sizes before = Sizes.of(postgres);
        Round round = Round.of(contender, threads, i == 0 ? Duration.ofSeconds(1) : length, i);
        boolean warmUp = i == 0;
        System.out.printf(
            Locale.ROOT,
            "%-8s %-17s %9.0f transfers/s %8.1f µs CPU of the client%n",
            warmUp ? "warm-up" : "round " + i,
            contender.name(),
            round.rate(),
            round.cpuMicros());
        if (!warmUp) {
          rounds.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(round);
          figures.bytes(contender.name(), Sizes.of(postgres).since(before), round.transfers());
        }
      }
    }
  }

  private void report(boolean withPgLedger) {
    rounds.forEach(figures::contender);
    figures.ratio("single_vs_tpcb", rounds("single"), rounds("tpcb"));
    figures.ratio("batched_vs_tpcb", rounds("batched"), rounds("tpcb"));
    if (withPgLedger) {
      figures.ratio("single_vs_pgledger", rounds("single"), rounds("pgledger_single"));
      figures.ratio("batched_vs_pgledger", rounds("batched"), rounds("pgledger_single"));
      figures.ratio("batched_vs_pgledger_batched", rounds("batched"), rounds("pgledger_batched"));
      figures.ratio("hot_vs_pgledger", rounds("hot_batched"), rounds("pgledger_hot"));
    }
    figures.print();
  }

  private List<Round> rounds(String contender) {
    return rounds.getOrDefault(contender, List.of());
  }
}
