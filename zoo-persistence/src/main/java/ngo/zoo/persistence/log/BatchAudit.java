package ngo.zoo.persistence.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Holds the journal against what the log was told of it: an entry whose memo, amount or owner was
 * changed afterwards is found and named, and so is a batch that was changed together with it.
 */
public final class BatchAudit {
  private static final String BATCHES =
      "select "
          + StoredBatch.COLUMNS
          + """
          , l.data, l.leaf_hash, n.hash
          from journal_batch b
          left join log_entry l on l.kind = 'JOURNAL_BATCH' and l.subject_id = b.id
          left join log_node n on n.level = 0 and n.index = l.log_index
          where b.number > ? order by b.number limit 50
          """;

  private final Connection connection;
  private long compared;
  private long differences;
  private @Nullable String example;

  private BatchAudit(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param compared entries and batches
   * @param example the first wrong one
   */
  public record Result(long compared, long differences, @Nullable String example) {}

  /** Every batch, from the first. */
  public static Result run(Connection connection) throws SQLException {
    BatchAudit audit = new BatchAudit(connection);
    long last = 0;
    while (last >= 0) {
      last = audit.after(last);
    }
    return new Result(audit.compared, audit.differences, audit.example);
  }

  /** Returns the number of the last batch looked at, or −1 when there are no more. */
  private long after(long number) throws SQLException {
    record Row(
        StoredBatch batch, @Nullable String data, byte @Nullable [] leaf, byte @Nullable [] node) {}
    List<Row> rows =
        Statements.list(
            connection,
            BATCHES,
            row ->
                new Row(StoredBatch.read(row), row.getString(7), row.getBytes(8), row.getBytes(9)),
            number);
    for (Row row : rows) {
      logged(row.batch, row.data, row.leaf, row.node);
      entries(row.batch);
    }
    return rows.isEmpty() ? -1 : rows.getLast().batch.number();
  }

  private void logged(
      StoredBatch batch, @Nullable String data, byte @Nullable [] leaf, byte @Nullable [] node) {
    String text =
        LogRecord.text(
            LeafKind.JOURNAL_BATCH, batch.tree().record(batch.number(), batch.createdAt()));
    boolean fits =
        Arrays.equals(batch.root(), batch.tree().root())
            && batch.tree().size() == batch.entries().size()
            && text.equals(data)
            && Arrays.equals(LogRecord.leafHash(text), leaf)
            && (node == null || Arrays.equals(node, leaf));
    judge(fits, "batch " + batch.number());
  }

  private void entries(StoredBatch batch) throws SQLException {
    Map<UUID, byte[]> found =
        EntryTexts.of(connection, batch.entries()).stream()
            .collect(Collectors.toMap(EntryTexts.EntryText::id, EntryTexts.EntryText::leafHash));
    for (int i = 0; i < batch.entries().size() && i < batch.tree().size(); i++) {
      UUID id = batch.entries().get(i);
      byte[] hash = found.get(id);
      judge(
          hash != null && batch.tree().hasLeaf(i, hash),
          "entry " + id + " in batch " + batch.number());
    }
  }

  private void judge(boolean fits, String label) {
    compared++;
    if (!fits) {
      differences++;
      example = example == null ? label : example;
    }
  }
}
