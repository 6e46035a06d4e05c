package ngo.zoo.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import ngo.zoo.books.BatchPlace;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.ProofCheck;
import ngo.zoo.log.ProofFile;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.MoneyAudit;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalBatchesTest {
  private static final LogDatabase DATABASE = LogDatabase.SHARED;
  private static final String LOG_SAYS = "the log knows every entry as it stands";
  private static final String IN_ONE = "every entry is in one batch of the log";

  private final OperatorKey key = new OperatorKey("zoo.ngo/log", Ed25519.newKey());
  private final LogReader reader = new LogReader(DATABASE.source(), key);

  @BeforeEach
  void empty() throws SQLException {
    DATABASE.update(
        "truncate log_entry, log_node, log_checkpoint, anchor, outbox_event, journal_batch cascade");
    DATABASE.update(
        "update journal_cursor set since = ?, swept = ?", new UUID(0, 0), new UUID(0, 0));
    sealAll();
  }

  @Test
  void anEntryIsProvenUpToTheCheckpoint() throws SQLException {
    List<UUID> entries = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      entries.add(post());
    }
    assertThatThrownBy(() -> reader.entryProof(entries.getFirst()))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.code()).isEqualTo("entry-not-yet-batched"));

    assertThat(seal()).isEqualTo(7);
    assertThat(seal()).isZero();
    DATABASE.inTransaction(
        source -> new Sequencer(source, key, (listener, type, subject, payload) -> {}).sequence());

    for (UUID entry : entries) {
      ProofFile file = ProofFile.parse(reader.entryProof(entry));
      assertThat(ProofCheck.verified(ProofCheck.all(file, reader.key()))).isTrue();
      assertThat(Objects.requireNonNull(file.member()).text())
          .contains(entry.toString(), "Batched");
      BatchPlace place = batches().place(entry).orElseThrow();
      assertThat(place.size()).isEqualTo(7);
      assertThat(place.checkpoint()).isPositive();
    }
    assertThat(batches().place(Ids.next())).isEmpty();
    assertThatThrownBy(() -> reader.entryProof(Ids.next()))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.code()).isEqualTo("entry-not-found"));
  }

  /**
   * Transactions that commit in another order than their entries got their ids, while batches run.
   */
  @Test
  void everyEntryIsInExactlyOneBatch() throws Exception {
    Set<UUID> posted = new HashSet<>();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<List<UUID>>> posting = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int seed = i;
        posting.add(threads.submit(() -> postSome(new Random(seed))));
      }
      List<Future<Integer>> sealing = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        sealing.add(threads.submit(() -> sealUntil(done)));
      }
      for (Future<List<UUID>> one : posting) {
        posted.addAll(one.get());
      }
      done.set(true);
      for (Future<Integer> one : sealing) {
        one.get();
      }
    }
    sealAll();

    assertThat(posted).hasSize(6 * 40);
    for (UUID entry : posted) {
      assertThat(batchesOf(entry)).as("batches of %s", entry).isEqualTo(1);
    }
    sweepAll();
    assertThat(finding(IN_ONE).differences()).isZero();
    assertThat(finding(LOG_SAYS).differences()).isZero();
    assertThat(finding(LOG_SAYS).compared()).isGreaterThanOrEqualTo(posted.size());
  }

  /** An id from long ago whose transaction commits only now: the next look is past it. */
  @Test
  void aLateEntryIsFoundByTheSweep() throws SQLException {
    UUID late = Ids.firstAt(Instant.now().minusSeconds(3600));
    DATABASE.update("update journal_cursor set since = ?", Ids.firstAt(Instant.now()));
    insert(late);

    assertThat(seal()).isZero();
    assertThat(batchesOf(late)).isZero();
    assertThat(sweep()).isEqualTo(1);
    assertThat(batchesOf(late)).isEqualTo(1);
    assertThat(finding(IN_ONE).differences()).isZero();
  }

  @Test
  void whatWasChangedAfterwardsIsNamed() throws SQLException {
    UUID kept = post();
    UUID memo = post();
    UUID amount = post();
    sealAll();
    sweepAll();
    assertThat(finding(LOG_SAYS).example()).isNull();

    tampered("update journal_entry set memo = 'Something else' where id = ?", memo);
    assertThat(finding(LOG_SAYS).differences()).isEqualTo(1);
    assertThat(finding(LOG_SAYS).example()).contains("entry " + memo);
    tampered("update journal_entry set memo = 'Batched' where id = ?", memo);
    assertThat(finding(LOG_SAYS).differences()).isZero();

    tampered("update journal_entry set first_amount = first_amount * 2 where id = ?", amount);
    assertThat(finding(LOG_SAYS).example()).contains("entry " + amount);
    tampered("update journal_entry set first_amount = first_amount / 2 where id = ?", amount);

    DATABASE.update("update journal_batch set root = sha256(root)");
    assertThat(finding(LOG_SAYS).example()).contains("batch ");
    assertThat(batchesOf(kept)).isEqualTo(1);
  }

  private List<UUID> postSome(Random random) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    while (ids.size() < 40) {
      DATABASE.inTransaction(
          source -> {
            ids.add(post(source));
            if (random.nextInt(4) == 0) {
              // Keeps the transaction open across a batch or two.
              Statements.with(
                  source,
                  connection ->
                      Statements.list(
                          connection, "select pg_sleep(0.05)", row -> row.getString(1)));
            }
          });
    }
    return ids;
  }

  private int sealUntil(AtomicBoolean done) throws SQLException {
    int sealed = 0;
    while (!done.get()) {
      sealed += seal();
    }
    return sealed;
  }

  private void sealAll() throws SQLException {
    int more = 1;
    while (more > 0) {
      more = seal();
    }
  }

  private void sweepAll() throws SQLException {
    int more = 1;
    while (more > 0) {
      more = sweep();
    }
  }

  private int seal() throws SQLException {
    int[] sealed = new int[1];
    DATABASE.inTransaction(
        source -> sealed[0] = new JournalBatches(source, new JdbcTransparencyLog(source)).seal());
    return sealed[0];
  }

  private int sweep() throws SQLException {
    int[] sealed = new int[1];
    DATABASE.inTransaction(
        source -> sealed[0] = new JournalBatches(source, new JdbcTransparencyLog(source)).sweep());
    return sealed[0];
  }

  private JournalBatches batches() {
    return new JournalBatches(DATABASE.source(), new JdbcTransparencyLog(DATABASE.source()));
  }

  private static UUID post() throws SQLException {
    UUID[] id = new UUID[1];
    DATABASE.inTransaction(source -> id[0] = post(source));
    return id[0];
  }

  private static UUID post(DataSource source) {
    UUID member = Ids.next();
    return new Journal(source)
        .post(
            new PostEntry(
                "batched:" + member,
                CauseKind.TRANSFER,
                member,
                "Batched",
                List.of(
                    new PostEntry.Line(
                        AccountKind.GENESIS,
                        Journal.FOUNDATION,
                        Amount.keeper(BigInteger.valueOf(-10))),
                    new PostEntry.Line(AccountKind.MEMBER, member, Amount.keeper(BigInteger.TEN)))),
            Instant.now());
  }

  /** As posting does, under an id of one's own. */
  private static void insert(UUID id) {
    String sql =
        """
        select post_entry(?, ?, 'TRANSFER', ?, 'Late', now(), array['GENESIS', 'MEMBER'],
          array['00000000-0000-0000-0000-000000000001'::uuid, ?], array['KEEPER', 'KEEPER'],
          array[-1, 1]::numeric[], array[gen_random_uuid(), gen_random_uuid()])
        """;
    Statements.with(
        DATABASE.source(),
        connection ->
            Statements.list(connection, sql, row -> row.getString(1), id, "late:" + id, id, id));
  }

  /** As somebody with all rights could, with the triggers off. */
  private static void tampered(String sql, UUID id) {
    DATABASE.damage(sql, id);
  }

  private static long batchesOf(UUID entry) {
    return DATABASE.number(
        "select count(*) from journal_batch b, unnest(b.entries) as e(id) where e.id = '"
            + entry
            + "'");
  }

  private static MoneyAudit.Finding finding(String name) throws SQLException {
    try (var connection = DATABASE.source().getConnection()) {
      return MoneyAudit.all(connection).stream()
          .filter(it -> it.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }
}
