package ngo.zoo.persistence.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.log.LeafBatch;
import ngo.zoo.routing.rules.ReceiptBatch;

/** One batch of receipts as it is kept: ids and leaf hashes in order. Rows never change. */
record StoredReceiptBatch(ReceiptBatch tree, List<UUID> receipts, byte[] root, byte[] signature) {
  static final String COLUMNS =
      "b.id, b.receipts, b.leaf_hashes, b.root, b.operator_signature, b.created_at";

  /** The batch a receipt is in; empty when it has a leaf of its own. */
  static Optional<StoredReceiptBatch> of(Connection connection, UUID receipt) throws SQLException {
    return Statements.first(
        connection,
        "select "
            + COLUMNS
            + " from receipt r join receipt_batch b on b.id = r.batch_id where r.id = ?",
        StoredReceiptBatch::read,
        receipt);
  }

  static StoredReceiptBatch read(ResultSet row) throws SQLException {
    return new StoredReceiptBatch(
        new ReceiptBatch(
            row.getObject(1, UUID.class),
            LeafBatch.of(row.getBytes(3)),
            row.getObject(6, OffsetDateTime.class).toInstant()),
        List.of((UUID[]) row.getArray(2).getArray()),
        row.getBytes(4),
        row.getBytes(5));
  }
}
