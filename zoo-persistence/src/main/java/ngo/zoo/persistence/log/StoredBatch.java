package ngo.zoo.persistence.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.books.rules.JournalBatch;

/**
 * One batch of the journal as it is kept: its entries' ids in order and their leaf hashes, 48 bytes
 * an entry and nothing in the journal itself. Rows never change.
 */
record StoredBatch(
    long number, UUID id, List<UUID> entries, JournalBatch tree, byte[] root, Instant createdAt) {
  static final String COLUMNS = "b.number, b.id, b.entries, b.leaf_hashes, b.root, b.created_at";

  /** The batch that an entry is in. Batches hardly overlap, so the range finds one or two. */
  static Optional<StoredBatch> of(Connection connection, UUID entryId) throws SQLException {
    return Statements.first(
        connection,
        "select "
            + COLUMNS
            + " from journal_batch b where b.span @> ?::uuid and ?::uuid = any (b.entries)",
        StoredBatch::read,
        entryId,
        entryId);
  }

  static StoredBatch read(ResultSet row) throws SQLException {
    return new StoredBatch(
        row.getLong(1),
        row.getObject(2, UUID.class),
        List.of((UUID[]) row.getArray(3).getArray()),
        JournalBatch.of(row.getBytes(4)),
        row.getBytes(5),
        row.getObject(6, OffsetDateTime.class).toInstant());
  }
}
