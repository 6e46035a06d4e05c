package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import ngo.zoo.billing.rules.KeyText;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Askers without sense or without end, while others ask and are answered. */
class FloodIT {
  private static final String MODEL = "flood-it-7b";
  private static final String CHAT = "/v1/chat/completions";
  private static final Zoo ZOO = Zoo.shared();
  private static final int JUNK = 6_000;

  /** Five hundred unless the run says more: a busy machine answers few questions a second. */
  private static final int KEYS = Integer.getInteger("zoo.it.keys", 500);

  private static final int BATCH = 1_000;
  private static final BigDecimal FEE = new BigDecimal("0.02");
  private static StubNodes nodes;

  @BeforeAll
  static void twoNodes() throws IOException {
    nodes = new StubNodes("flood", MODEL, "tomas", "omar");
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  void junkFromManyConnectionsIsRefusedCheaplyWhileHonestQuestionsAreAnswered(TestReporter seen)
      throws Exception {
    Charges charges = new Charges(MODEL);
    String before = work();
    Random random = new Random(11);
    String again = KeyText.fresh(random);
    Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    AtomicBoolean flooding = new AtomicBoolean(true);
    List<Long> honest = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(33)) {
      Future<?> asker = threads.submit(() -> honest(flooding, honest));
      List<Future<?>> junk = new ArrayList<>();
      for (int i = 0; i < JUNK; i++) {
        String guessed = KeyText.fresh(random);
        int kind = i % 6;
        junk.add(
            threads.submit(
                () ->
                    statuses
                        .computeIfAbsent(junk(kind, guessed, again), _ -> new AtomicInteger())
                        .incrementAndGet()));
      }
      long begun = System.nanoTime();
      for (Future<?> one : junk) {
        one.get();
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      flooding.set(false);
      asker.get();
      honest.sort(null);
      seen.publishEntry(
          "flood",
          "%d refused in %d ms: %s; meanwhile %d honest ones, median %d ms"
              .formatted(JUNK, millis, statuses, honest.size(), honest.get(honest.size() / 2)));
    }
    assertThat(statuses).containsOnlyKeys(400, 401, 404);
    assertThat(honest).hasSizeGreaterThan(5);
    charges.assertReceipts(honest.size());
    seen.publishEntry("rows", before + " -> " + work());
    assertThat(Charges.number("select count(*) from reservation where status = ?", "PENDING"))
        .isZero();
    Charges.assertSound();
  }

  /** What was written to the books by anybody. */
  private static String work() {
    return Charges.texts(
            """
            select 'reservations ' || (select count(*) from reservation) || ', receipts '
              || (select count(*) from receipt) || ?
            """,
            "")
        .getFirst();
  }

  private static void honest(AtomicBoolean flooding, List<Long> millis) {
    for (int i = 0; flooding.get(); i++) {
      long begun = System.nanoTime();
      JsonObject question = StubNode.question(MODEL, "Honestly, " + i, Zoo.parse("{}"));
      ZOO.post(Zoo.PARTNER, CHAT, question).expect(200);
      millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
  }

  private static int junk(int kind, String guessed, String again) {
    JsonObject question = StubNode.question(MODEL, "Junk", Zoo.parse("{}"));
    Reply refused =
        switch (kind) {
          case 0 -> ZOO.postWithToken(guessed, CHAT, question);
          case 1 -> ZOO.postWithToken(again, CHAT, question);
          case 2 -> ZOO.postWithToken(guessed.substring(0, 52) + "_", CHAT, question);
          case 3 -> ZOO.post(Zoo.PARTNER, CHAT, "{\"model\": [[[[".repeat(50));
          case 4 -> ZOO.post(Zoo.PARTNER, CHAT, "{\"model\": \"" + MODEL + "\", \"x\": 1}");
          default ->
              ZOO.post(Zoo.PARTNER, CHAT, StubNode.question("nobody-has-it", "x", Zoo.parse("{}")));
        };
    assertThat(refused.body()).contains("\"error\"");
    return refused.status();
  }

  /** Each may ask once, and each is charged exactly that. */
  @Test
  void manyTinyKeysAreEachChargedExactly(TestReporter seen) throws Exception {
    String name = "Tiny " + UUID.randomUUID().toString().substring(0, 8);
    String organisation = organisation(name);
    grant(organisation, name);
    List<String> keys = keys(organisation);
    long heap = heap();
    long begun = System.nanoTime();
    Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    ask(keys, statuses);
    assertThat(statuses).containsOnlyKeys(200);
    // A tenth asks again: its budget is one question.
    Map<Integer, AtomicInteger> second = new ConcurrentHashMap<>();
    ask(keys.subList(0, KEYS / 10), second);
    assertThat(second).containsOnlyKeys(402);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);

    assertThat(
            Charges.texts(
                """
                select count(*) || ' keys, ' || coalesce(max(n), 0) || ' at most, sum '
                  || coalesce(trim_scale(sum(f) / 1e18), 0)
                from (select count(*) n, sum(fee) f from receipt where model = ?
                  and payer_id = ?::uuid group by key_id) k
                """,
                MODEL,
                organisation))
        .containsExactly(
            KEYS
                + " keys, 1 at most, sum "
                + FEE.multiply(BigDecimal.valueOf(KEYS)).stripTrailingZeros().toPlainString());
    assertThat(
            Charges.texts(
                """
                select count(*) filter (where w.spent <> b.most)::text from budget b
                left join budget_window w on w.budget_id = b.id
                where b.organisation_id = ?::uuid
                """,
                organisation))
        .containsExactly("0");
    long grown = heap() - heap;
    seen.publishEntry(
        "tiny keys",
        "%d questions in %d ms, live heap grew by %d KiB".formatted(KEYS, millis, grown >> 10));
    assertThat(grown).isLessThan(96L << 20);
    Charges.assertSound();
  }

  private static void ask(List<String> keys, Map<Integer, AtomicInteger> statuses)
      throws Exception {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (String key : keys) {
        JsonObject question = StubNode.question(MODEL, "Once.", Zoo.parse("{}"));
        running.add(
            threads.submit(
                () ->
                    statuses
                        .computeIfAbsent(
                            ZOO.postWithToken(key, CHAT, question).status(),
                            _ -> new AtomicInteger())
                        .incrementAndGet()));
      }
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  private static String organisation(String name) {
    JsonObject body = Json.createObjectBuilder().add("name", name).add("client_id", name).build();
    return ZOO.post("sam", "/api/v1/organisations", body).expect(201).json().getString("id");
  }

  private static void grant(String organisation, String name) {
    BigDecimal all = FEE.multiply(BigDecimal.valueOf(KEYS));
    JsonObject body =
        Json.createObjectBuilder()
            .add("organisation_id", organisation)
            .add("amount", Json.createObjectBuilder().add("value", all.toPlainString()))
            .add("reason", "Test")
            .add("idempotency_key", name)
            .build();
    ZOO.post("sam", "/api/v1/credits", body).expect(201);
  }

  /** Written past the API, which would take its time: keys with a budget of one fee each. */
  private static List<String> keys(String organisation) throws SQLException {
    UUID project =
        UUID.fromString(
            ZOO.get("sam", "/api/v1/organisations/" + organisation + "/projects")
                .expect(200)
                .items()
                .getJsonObject(0)
                .getString("id"));
    Random random = new Random(12);
    List<String> keys = new ArrayList<>();
    try (Connection books = ZOO.database();
        PreparedStatement key =
            books.prepareStatement(
                """
                insert into api_key (id, organisation_id, project_id, name, scopes, prefix,
                  key_hash, created_at, family)
                values (?, ?, ?, 'Tiny', 'chat:write', ?, ?, ?, ?)
                """);
        PreparedStatement budget =
            books.prepareStatement(
                """
                insert into budget (id, organisation_id, key_id, period, most, hard, created_at)
                values (?, ?, ?, 'TOTAL', 20000000000000000, true, ?)
                """)) {
      books.setAutoCommit(false);
      Timestamp now = Timestamp.from(Instant.now());
      for (int i = 0; i < KEYS; i++) {
        String secret = KeyText.fresh(random);
        UUID id = UUID.randomUUID();
        set(
            key,
            id,
            UUID.fromString(organisation),
            project,
            KeyText.prefix(secret),
            Sha256.ofText(secret),
            now,
            id);
        set(budget, UUID.randomUUID(), UUID.fromString(organisation), id, now);
        keys.add(secret);
        if (i % BATCH == BATCH - 1 || i == KEYS - 1) {
          key.executeBatch();
          budget.executeBatch();
        }
      }
      books.commit();
    }
    return keys;
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  /** Bytes of the server that are in use after a collection. */
  private static long heap() throws Exception {
    String pid = String.valueOf(ZOO.process("wildfly").pid());
    Tool.run(Path.of("."), Map.of(), jcmd(), pid, "GC.run");
    String histogram = Tool.run(Path.of("."), Map.of(), jcmd(), pid, "GC.class_histogram");
    String total = histogram.strip().lines().reduce((_, last) -> last).orElseThrow();
    return Long.parseLong(total.strip().split("\\s+")[2]);
  }

  private static String jcmd() {
    return Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
  }
}
