package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.LogRecord;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.log.OperatorKey;
import ngo.zoo.routing.rules.ReceiptBatch;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.routing.rules.ReceiptRecord.InjectedExperience;
import org.jspecify.annotations.Nullable;

/**
 * Writes many receipts at once in the caller's transaction: one statement for all rows, one leaf of
 * the log and one signature of the operator.
 */
@ApplicationScoped
public class ReceiptBatches {
  private static final String RECEIPTS =
      """
      insert into receipt (id, payer_kind, payer_id, project_id, key_id, model, node_id, domain,
        library_version, query_hash, response_hash, seed, prompt_tokens, completion_tokens, fee,
        record, node_signature, lease_id, batch_id, answered_at, final_after)
      select r.*, ?, ?, ? from unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[],
        ?::text[], ?::uuid[], ?::text[], ?::integer[], ?::bytea[], ?::bytea[], ?::bigint[],
        ?::integer[], ?::integer[], ?::numeric[], ?::text[], ?::bytea[], ?::uuid[]) as r
      """;
  private static final String EXPERIENCES =
      """
      insert into receipt_experience
        (receipt_id, experience_id, position, author_id, paid, skip_reason)
      select e.receipt, e.id, e.position, e.author, e.reason = '', nullif(e.reason, '')
      from unnest(?::uuid[], ?::uuid[], ?::integer[], ?::uuid[], ?::text[])
        as e(receipt, id, position, author, reason)
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private TransparencyLog log;
  @Inject private OperatorKey operator;

  /** For the container. */
  public ReceiptBatches() {}

  public ReceiptBatches(DataSource dataSource, TransparencyLog log, OperatorKey operator) {
    this.dataSource = dataSource;
    this.log = log;
    this.operator = operator;
  }

  /** Writes them under the batch's id; all were answered at the same time. */
  public void write(UUID batch, List<ReceiptRow> rows, Instant answeredAt, Instant finalAfter) {
    List<String> records =
        rows.stream()
            .map(row -> LogRecord.text(LeafKind.RECEIPT, row.answer().committed()))
            .toList();
    commit(batch, rows, records, answeredAt);
    insert(batch, rows, records, answeredAt, finalAfter);
    experiences(rows.stream().map(ReceiptRow::answer).toList());
  }

  /** Those of these receipts that are written: a commit whose answer was lost may have counted. */
  public Set<UUID> written(List<UUID> receipts) {
    return Set.copyOf(
        sql()
            .list(
                "select id from receipt where id = any (?)",
                row -> Sql.uuid(row, 1),
                (Object) receipts.toArray(UUID[]::new)));
  }

  private void commit(UUID id, List<ReceiptRow> rows, List<String> records, Instant at) {
    ReceiptBatch batch =
        ReceiptBatch.of(id, records.stream().map(LogRecord::leafHash).toList(), at);
    String leaf = log.append(LeafKind.RECEIPT_BATCH, id, batch.record());
    sql()
        .update(
            """
            insert into receipt_batch
              (id, receipts, leaf_hashes, root, operator_signature, created_at)
            values (?, ?, ?, ?, ?, ?)
            """,
            id,
            column(rows, UUID[]::new, row -> row.answer().id()),
            batch.leaves().leafHashes(),
            batch.leaves().root(),
            operator.sign(leaf.getBytes(StandardCharsets.UTF_8)),
            at);
  }

  private void insert(
      UUID batch, List<ReceiptRow> rows, List<String> records, Instant at, Instant finalAfter) {
    List<ReceiptRecord> answers = rows.stream().map(ReceiptRow::answer).toList();
    sql()
        .update(
            RECEIPTS,
            batch,
            at,
            finalAfter,
            column(answers, UUID[]::new, ReceiptRecord::id),
            column(rows, String[]::new, ReceiptRow::payerKind),
            column(answers, UUID[]::new, ReceiptRecord::payerId),
            projects(rows),
            keys(rows),
            column(answers, String[]::new, ReceiptRecord::model),
            column(answers, UUID[]::new, ReceiptRecord::nodeId),
            column(answers, String[]::new, ReceiptRecord::domain),
            column(answers, Integer[]::new, ReceiptRecord::libraryVersion),
            column(answers, byte[][]::new, ReceiptRecord::queryHash),
            column(answers, byte[][]::new, ReceiptRecord::responseHash),
            column(answers, String[]::new, answer -> Long.toString(answer.seed())),
            column(answers, Integer[]::new, ReceiptRecord::promptTokens),
            column(answers, Integer[]::new, ReceiptRecord::completionTokens),
            column(answers, BigInteger[]::new, answer -> answer.fee().units()),
            records.toArray(String[]::new),
            column(answers, byte[][]::new, ReceiptRecord::nodeSignature),
            column(rows, UUID[]::new, ReceiptRow::lease));
  }

  private void experiences(List<ReceiptRecord> answers) {
    List<UUID> receipts = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    List<InjectedExperience> given = new ArrayList<>();
    for (ReceiptRecord answer : answers) {
      for (int i = 0; i < answer.experiences().size(); i++) {
        receipts.add(answer.id());
        positions.add(i);
        given.add(answer.experiences().get(i));
      }
    }
    if (!given.isEmpty()) {
      sql()
          .update(
              EXPERIENCES,
              receipts.toArray(UUID[]::new),
              column(given, UUID[]::new, InjectedExperience::id),
              positions.toArray(Integer[]::new),
              column(given, UUID[]::new, InjectedExperience::authorId),
              column(given, String[]::new, InjectedExperience::skipReason));
    }
  }

  private static @Nullable UUID[] projects(List<ReceiptRow> rows) {
    @Nullable UUID[] ids = new UUID[rows.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = rows.get(i).project();
    }
    return ids;
  }

  private static @Nullable UUID[] keys(List<ReceiptRow> rows) {
    @Nullable UUID[] ids = new UUID[rows.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = rows.get(i).key();
    }
    return ids;
  }

  private static <R, C> C[] column(
      List<R> rows, IntFunction<C[]> array, Function<R, ? extends C> value) {
    return rows.stream().map(value).toArray(array);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
