package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ngo.zoo.ledger.transfer.BadVectors;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.ledger.transfer.ImportOrder;
import ngo.zoo.ledger.transfer.ImportProblem;
import ngo.zoo.ledger.transfer.ImportView;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.ledger.transfer.RowOutcome;
import ngo.zoo.ledger.transfer.VectorRule;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Imports, their uploaded files and what they report. */
@ApplicationScoped
public class ImportStore {
  private static final String VIEW =
      """
      select i.id, i.file_name, i.format, i.domain, i.dry_run, i.bad_vectors, i.embedder_id,
        j.started_by, j.created_at, j.ended_at, j.status, j.cancel, j.step, j.done, j.total,
        j.failure, i.bytes, i.vector_bytes, i.records, i.imported, i.held, i.duplicates, i.refused,
        i.libraries, (select coalesce(sum(jsonb_array_length(o.payload -> 'ids')), 0)
          from outbox_event o where o.listener = 'ledger-vectors' and o.subject_id = i.id
          and o.status <> 'DONE')
      from experience_import i join ledger_job j on j.id = i.id
      """;
  private static final String FOUND = " where position(lower(?) in lower(i.file_name)) > 0";
  private static final String PROBLEMS =
      " from import_row where import_id = ? and outcome <> 'READY'"
          + " and position(lower(?) in lower(reason || ' ' || domain || ' ' || text)) > 0";

  /** Which of the two files of an import. */
  public enum Upload {
    TEXTS,
    VECTORS
  }

  /** How much of an import's outcome changed in a transaction. */
  public record Counts(long imported, long held, long duplicates, long refused, int libraries) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  public void add(UUID id, ImportOrder order) {
    sql()
        .update(
            "insert into experience_import (id, file_name, format, domain, dry_run, bad_vectors,"
                + " vectors_follow) values (?, ?, ?, ?, ?, ?, ?)",
            id,
            order.fileName(),
            order.format(),
            order.domain(),
            order.dryRun(),
            order.badVectors(),
            order.vectorsFollow());
  }

  /**
   * A piece of an upload, which thereby lives.
   *
   * @throws Refusal {@code import-over} when the import was ended meanwhile, so that nothing is
   *     kept that nobody would ever drop
   */
  public void addPart(UUID id, Upload file, int number, byte[] bytes) {
    int live =
        sql()
            .update(
                "update ledger_job set beat_at = clock_timestamp()"
                    + " where id = ? and status = 'UPLOADING'",
                id);
    if (live == 0) {
      throw Refusal.conflict(
          "import-over", "The import was ended while its file came in: start another one");
    }
    sql()
        .update(
            "insert into import_part (import_id, file, number, bytes) values (?, ?, ?, ?)",
            id,
            file,
            number,
            bytes);
  }

  /** The file of experiences is whole. */
  public void uploaded(UUID id, long bytes) {
    sql().update("update experience_import set bytes = ? where id = ?", bytes, id);
  }

  /** The file of vectors is whole. */
  public void vectorsUploaded(UUID id, long bytes, String embedderId) {
    sql()
        .update(
            "update experience_import set vector_bytes = ?, embedder_id = ? where id = ?",
            bytes,
            embedderId,
            id);
  }

  public byte @Nullable [] part(UUID id, Upload file, int number) {
    return sql()
        .first(
            "select bytes from import_part where import_id = ? and file = ? and number = ?",
            row -> row.getBytes(1),
            id,
            file,
            number)
        .orElse(null);
  }

  /** Whether it waits for its file of vectors. */
  public boolean awaitsVectors(UUID id) {
    return sql()
            .number(
                "select count(*) from experience_import i join ledger_job j on j.id = i.id"
                    + " where i.id = ? and i.vectors_follow and i.bytes > 0 and i.vector_bytes = 0"
                    + " and j.status = 'UPLOADING'",
                id)
            .signum()
        > 0;
  }

  /** What came of an upload that broke off: nothing to go on with. */
  public void dropUpload(UUID id) {
    dropParts(id);
    uploaded(id, 0);
  }

  /** The pieces of an upload that is done with. */
  public void dropParts(UUID id) {
    sql().update("delete from import_part where import_id = ?", id);
  }

  /** What was read and will not be taken in any more. */
  public void dropPending(UUID id) {
    sql().update("delete from import_row where import_id = ? and pending", id);
  }

  /** What its vectors are compared with; empty before its first run. */
  public Optional<VectorRule> expected(UUID id) {
    return sql()
        .first(
            "select expected_embedder, expected_dimension from experience_import"
                + " where id = ? and expected_dimension is not null",
            row -> new VectorRule(row.getString(1), row.getInt(2)),
            id);
  }

  public void expect(UUID id, VectorRule rule) {
    sql()
        .update(
            "update experience_import set expected_embedder = ?, expected_dimension = ?"
                + " where id = ?",
            rule.embedderId(),
            rule.dimension(),
            id);
  }

  /** More was read or taken in; in the transaction of the rows. */
  public void count(UUID id, long records, Counts more) {
    sql()
        .update(
            "update experience_import set records = records + ?, imported = imported + ?,"
                + " held = held + ?, duplicates = duplicates + ?, refused = refused + ?,"
                + " libraries = libraries + ? where id = ?",
            records,
            more.imported(),
            more.held(),
            more.duplicates(),
            more.refused(),
            more.libraries(),
            id);
  }

  /**
   * @throws Refusal {@code import-not-found}
   */
  public ImportView view(UUID id) {
    return sql()
        .first(VIEW + " where i.id = ?", ImportStore::read, id)
        .orElseThrow(() -> Refusal.notFound("import", id));
  }

  /** Newest first. */
  public Page<ImportView> page(PageRequest request) {
    List<ImportView> items =
        sql()
            .list(
                VIEW + FOUND + " order by j.created_at desc, j.id desc limit ? offset ?",
                ImportStore::read,
                request.search(),
                request.size(),
                request.first());
    long total =
        sql()
            .number("select count(*) from experience_import i" + FOUND, request.search())
            .longValueExact();
    return new Page<>(items, total);
  }

  /** In the order of the file. */
  public Page<ImportProblem> problems(UUID id, PageRequest request) {
    List<ImportProblem> items =
        sql()
            .list(
                "select position, line, outcome, domain, text, reason"
                    + PROBLEMS
                    + " order by position limit ? offset ?",
                ImportStore::problem,
                id,
                request.search(),
                request.size(),
                request.first());
    long total = sql().number("select count(*)" + PROBLEMS, id, request.search()).longValueExact();
    return new Page<>(items, total);
  }

  /** All of them, handed over one by one. */
  public void eachProblem(UUID id, Consumer<ImportProblem> taker) {
    sql()
        .each(
            "select position, line, outcome, domain, text, reason"
                + PROBLEMS
                + " order by position",
            ImportStore::problem,
            taker,
            id,
            "");
  }

  private static ImportProblem problem(ResultSet row) throws SQLException {
    return new ImportProblem(
        row.getLong(1),
        row.getLong(2),
        RowOutcome.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }

  private static ImportView read(ResultSet row) throws SQLException {
    return new ImportView(
        Sql.uuid(row, 1),
        row.getString(2),
        FileFormat.valueOf(row.getString(3)),
        row.getString(4),
        row.getBoolean(5),
        BadVectors.valueOf(row.getString(6)),
        row.getString(7),
        row.getString(8),
        Sql.instant(row, 9),
        Sql.optionalInstant(row, 10),
        JobStatus.valueOf(row.getString(11)),
        row.getBoolean(12),
        row.getString(13),
        row.getLong(14),
        row.getLong(15),
        row.getString(16),
        row.getLong(17),
        row.getLong(18),
        row.getLong(19),
        row.getLong(20),
        row.getLong(21),
        row.getLong(22),
        row.getLong(23),
        row.getInt(24),
        row.getLong(25));
  }

  private Sql sql() {
    return new Sql(source);
  }
}
