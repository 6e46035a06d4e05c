package ngo.zoo.persistence.books;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.books.ReconciliationStatus;
import ngo.zoo.books.ReconciliationView;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** What adding the books up has found, now and before. One runs at a time, on whatever server. */
@ApplicationScoped
public class ReconciliationStore {
  /** A run that answered nothing for so long has died with its server. */
  private static final Duration LOST_AFTER = Duration.ofMinutes(30);

  private static final String ROWS =
      """
      select r.id, m.display_name, r.started_at, r.ended_at, r.status, r.asked, r.questions,
        r.differences, r.failure
      from reconciliation r left join member m on m.id = r.started_by
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public ReconciliationStore() {}

  ReconciliationStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Empty while one is running. */
  public Optional<UUID> start(@Nullable UUID startedBy, int questions, Instant at) {
    sql()
        .update(
            """
            update reconciliation set status = 'FAILED', ended_at = ?, failure = 'The server stopped'
            where status = 'RUNNING' and beat_at < ?
            """,
            at,
            at.minus(LOST_AFTER));
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                """
                insert into reconciliation (id, started_by, started_at, beat_at, questions)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """,
                id,
                startedBy,
                at,
                at,
                questions);
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  /** Adds an answer. */
  public void found(UUID id, int position, ReconciliationView.Finding finding) {
    sql()
        .update(
            "insert into reconciliation_finding values (?, ?, ?, ?, ?, ?, ?)",
            id,
            position,
            finding.question(),
            finding.compared(),
            finding.differences(),
            finding.example(),
            finding.tookMs());
    sql()
        .update(
            "update reconciliation set asked = ?, differences = differences + ?,"
                + " beat_at = clock_timestamp() where id = ?",
            position,
            finding.differences(),
            id);
  }

  /**
   * @param failure null when every question was answered
   */
  public void end(UUID id, @Nullable String failure, Instant at) {
    sql()
        .update(
            "update reconciliation set status = ?, failure = ?, ended_at = ? where id = ?",
            failure == null ? ReconciliationStatus.DONE : ReconciliationStatus.FAILED,
            failure,
            at,
            id);
  }

  /** Newest first, without their findings. */
  public Page<ReconciliationView> page(PageRequest request) {
    List<ReconciliationView> rows =
        sql()
            .list(
                ROWS + " order by r.started_at desc offset ? limit ?",
                row -> view(row, List.of()),
                request.first(),
                request.size());
    return new Page<>(rows, sql().number("select count(*) from reconciliation").longValueExact());
  }

  public Optional<ReconciliationView> one(UUID id) {
    List<ReconciliationView.Finding> findings =
        sql()
            .list(
                """
                select question, compared, differences, example, took_ms
                from reconciliation_finding where reconciliation_id = ? order by position
                """,
                row ->
                    new ReconciliationView.Finding(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getLong(5)),
                id);
    return sql().first(ROWS + " where r.id = ?", row -> view(row, findings), id);
  }

  public Optional<UUID> newest() {
    return sql()
        .first(
            "select id from reconciliation order by started_at desc limit 1",
            row -> Sql.uuid(row, 1));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static ReconciliationView view(ResultSet row, List<ReconciliationView.Finding> findings)
      throws SQLException {
    return new ReconciliationView(
        Sql.uuid(row, 1),
        row.getString(2),
        Sql.instant(row, 3),
        Sql.optionalInstant(row, 4),
        ReconciliationStatus.valueOf(row.getString(5)),
        row.getInt(6),
        row.getInt(7),
        row.getLong(8),
        row.getString(9),
        findings);
  }
}
