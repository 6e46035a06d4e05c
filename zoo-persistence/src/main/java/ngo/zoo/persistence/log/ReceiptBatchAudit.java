package ngo.zoo.persistence.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Holds batched receipts against what the log was told of them: a receipt whose record was changed
 * or taken away afterwards is found and named, and so is a batch changed together with it.
 */
public final class ReceiptBatchAudit {
  private static final int STEP = 50;
  private static final String BATCHES =
      "select "
          + StoredReceiptBatch.COLUMNS
          + ", l.data from receipt_batch b left join log_entry l on l.kind = 'RECEIPT_BATCH'"
          + " and l.subject_id = b.id where b.id > ? order by b.id limit "
          + STEP;

  private record Row(StoredReceiptBatch batch, @Nullable String data) {}

  private final Connection connection;
  private long compared;
  private long differences;
  private @Nullable String example;

  private ReceiptBatchAudit(Connection connection) {
    this.connection = connection;
  }

  /** Every batch, from the first. */
  public static BatchAudit.Result run(Connection connection) throws SQLException {
    ReceiptBatchAudit audit = new ReceiptBatchAudit(connection);
    UUID last = new UUID(0, 0);
    while (last != null) {
      last = audit.after(last);
    }
    audit.strangers();
    return new BatchAudit.Result(audit.compared, audit.differences, audit.example);
  }

  private @Nullable UUID after(UUID id) throws SQLException {
    var rows =
        Statements.list(
            connection,
            BATCHES,
            row -> new Row(StoredReceiptBatch.read(row), row.getString(7)),
            id);
    for (Row row : rows) {
      logged(row);
      receipts(row.batch);
    }
    return rows.isEmpty() ? null : rows.getLast().batch.tree().id();
  }

  private void logged(Row row) {
    StoredReceiptBatch batch = row.batch;
    boolean fits =
        Arrays.equals(batch.root(), batch.tree().leaves().root())
            && batch.tree().leaves().size() == batch.receipts().size()
            && LogRecord.text(LeafKind.RECEIPT_BATCH, batch.tree().record()).equals(row.data);
    judge(fits, "batch of receipts " + batch.tree().id());
  }

  private void receipts(StoredReceiptBatch batch) throws SQLException {
    Map<UUID, byte[]> found = new HashMap<>();
    Statements.list(
        connection,
        "select id, record from receipt where batch_id = ?",
        row -> found.put(row.getObject(1, UUID.class), LogRecord.leafHash(row.getString(2))),
        batch.tree().id());
    for (int i = 0; i < batch.receipts().size(); i++) {
      byte[] hash = found.get(batch.receipts().get(i));
      judge(
          hash != null && batch.tree().leaves().hasLeaf(i, hash),
          "receipt " + batch.receipts().get(i));
    }
  }

  /** Receipts that name a batch which does not know them. */
  private void strangers() throws SQLException {
    Statements.list(
            connection,
            "select r.id from receipt r join receipt_batch b on b.id = r.batch_id"
                + " where not r.id = any (b.receipts) limit 100",
            row -> row.getObject(1, UUID.class))
        .forEach(id -> judge(false, "receipt " + id + " is not in its batch"));
  }

  private void judge(boolean fits, String label) {
    compared++;
    if (!fits) {
      differences++;
      example = example == null ? label : example;
    }
  }
}
