package ngo.zoo.persistence.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.books.BatchPlace;
import ngo.zoo.books.rules.JournalBatch;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Puts committed journal entries into batches whose roots are leaves of the log. Posting knows
 * nothing of it: no column, no index, no statement more.
 *
 * <p>Every entry is in exactly one batch, whatever the order in which transactions commit. At most
 * one: one caller at a time, and what a batch holds already is left out by looking at the batches
 * themselves. At least one: a look begins a while before the newest entry that was there at the
 * last one, because an entry gets its id some time before it can be seen; and a sweep, which begins
 * at the very first entry, finds what was committed later than that.
 */
@ApplicationScoped
public class JournalBatches {
  /** Most entries of one batch: the proof of one has ten hashes at most. */
  public static final int MOST = 1_000;

  /** How long an entry may take from its id to its commit without waiting for a sweep. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private static final long LOCK = 0x5a6f6f4a6f75L;
  private static final UUID FIRST = new UUID(0, 0);
  private static final String UNBATCHED =
      """
      select e.id from journal_entry e
      where e.id > ? and not exists (
        select from (
          select unnest(b.entries) as id from journal_batch b where b.span && uuid_range(?, null)) done
        where done.id = e.id)
      order by e.id limit ?
      """;
  private static final String INSERT =
      """
      insert into journal_batch (number, id, entries, leaf_hashes, root, span, created_at)
      values (?, ?, ?, ?, ?, uuid_range(?, ?, '[]'), ?)
      """;
  private static final String PLACE =
      """
      select b.number, b.id, cardinality(b.entries), b.created_at, c.tree_size, a.tx_hash
      from journal_batch b
      left join log_entry l on l.kind = 'JOURNAL_BATCH' and l.subject_id = b.id
      left join lateral (
        select tree_size from log_checkpoint where tree_size > l.log_index
        order by tree_size limit 1) c on true
      left join lateral (
        select tx_hash from anchor where tree_size > l.log_index order by tree_size limit 1) a on true
      where b.span @> ?::uuid and ?::uuid = any (b.entries)
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  @Inject TransparencyLog log;

  /** For the container. */
  public JournalBatches() {}

  JournalBatches(DataSource source, TransparencyLog log) {
    this.source = source;
    this.log = log;
  }

  /**
   * Makes the next batch in the caller's transaction.
   *
   * @return how many entries it has; 0 when there is nothing to do or another one does it
   */
  public int seal() {
    return Statements.with(source, connection -> seal(connection, false));
  }

  /** As {@link #seal}, from the very first entry. */
  public int sweep() {
    return Statements.with(source, connection -> seal(connection, true));
  }

  /** Where an entry stands; empty until it is in a batch. */
  public Optional<BatchPlace> place(UUID entryId) {
    return Statements.with(
        source,
        connection ->
            Statements.first(
                connection,
                PLACE,
                row ->
                    new BatchPlace(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getInt(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5, Long.class),
                        row.getString(6)),
                entryId,
                entryId));
  }

  private int seal(Connection connection, boolean fromTheFirst) throws SQLException {
    if (!isOnlyOne(connection)) {
      return 0;
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    UUID since = fromTheFirst ? FIRST : since(connection);
    List<UUID> ids =
        Statements.list(
            connection, UNBATCHED, row -> row.getObject(1, UUID.class), since, since, MOST);
    if (!ids.isEmpty()) {
      add(connection, ids, now);
    }
    boolean done = ids.size() < MOST;
    advance(connection, now, done ? null : ids.getLast(), fromTheFirst && done);
    return ids.size();
  }

  private static boolean isOnlyOne(Connection connection) throws SQLException {
    return Statements.list(
            connection, "select pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), LOCK)
        .getFirst();
  }

  private static UUID since(Connection connection) throws SQLException {
    return Statements.list(
            connection, "select since from journal_cursor", row -> row.getObject(1, UUID.class))
        .getFirst();
  }

  private void add(Connection connection, List<UUID> ids, Instant now) throws SQLException {
    JournalBatch batch =
        JournalBatch.of(
            EntryTexts.of(connection, ids).stream().map(EntryTexts.EntryText::leafHash).toList());
    long number =
        Statements.number(connection, "select coalesce(max(number), 0) + 1 from journal_batch");
    UUID id = Ids.next();
    log.append(LeafKind.JOURNAL_BATCH, id, batch.record(number, now));
    Statements.update(
        connection,
        INSERT,
        number,
        id,
        connection.createArrayOf("uuid", ids.toArray()),
        batch.leafHashes(),
        batch.root(),
        ids.getFirst(),
        ids.getLast(),
        OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
  }

  /**
   * @param last of a full batch: a backlog is walked through, not looked through again and again
   */
  private static void advance(
      Connection connection, Instant now, @Nullable UUID last, boolean swept) throws SQLException {
    UUID recent = Ids.firstAt(now.minus(OVERLAP));
    Statements.update(
        connection,
        "update journal_cursor set since = greatest(since, least(?::uuid, ?::uuid)),"
            + " swept = case when ? then greatest(swept, ?) else swept end",
        recent,
        last,
        swept,
        recent);
  }
}
