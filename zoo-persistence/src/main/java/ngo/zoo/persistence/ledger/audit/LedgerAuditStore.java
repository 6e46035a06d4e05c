package ngo.zoo.persistence.ledger.audit;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.ledger.audit.LedgerAuditStatus;
import ngo.zoo.ledger.audit.LedgerAuditView;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** What audits of the ledger have found. One runs at a time, on whatever server. */
@ApplicationScoped
public class LedgerAuditStore {
  /** An audit that said nothing for so long has died with its server. */
  private static final Duration LOST_AFTER = Duration.ofMinutes(10);

  private static final String ROWS =
      "select a.id, m.display_name, a.started_at, a.ended_at, a.status, a.differences, a.failure"
          + " from ledger_audit a left join member m on m.id = a.started_by";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  private volatile @Nullable LedgerAuditView last;

  /** For the container. */
  public LedgerAuditStore() {}

  LedgerAuditStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Empty while one is running. */
  public Optional<UUID> start(@Nullable UUID startedBy, Instant at) {
    sql()
        .update(
            "update ledger_audit set status = 'FAILED', ended_at = ?, failure = 'The server stopped'"
                + " where status = 'RUNNING' and beat_at < ?",
            at,
            at.minus(LOST_AFTER));
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                "insert into ledger_audit (id, started_by, started_at, beat_at)"
                    + " values (?, ?, ?, ?)"
                    + " on conflict do nothing",
                id,
                startedBy,
                at,
                at);
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  /** It lives. */
  public void beat(UUID id, Instant at) {
    sql().update("update ledger_audit set beat_at = ? where id = ?", at, id);
  }

  /** Adds what one comparison found. */
  public void found(UUID id, LedgerFinding finding) {
    sql()
        .update(
            "insert into ledger_audit_finding values (?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            finding.check(),
            finding.compared(),
            finding.differences(),
            finding.named().toArray(String[]::new),
            finding.skipped(),
            finding.reason(),
            finding.tookMs());
    sql()
        .update(
            "update ledger_audit set differences = differences + ? where id = ?",
            finding.differences(),
            id);
  }

  /**
   * Nothing changes where it was given up for lost.
   *
   * @param failure null when everything was compared
   */
  public void end(UUID id, @Nullable String failure, Instant at) {
    sql()
        .update(
            "update ledger_audit set status = ?, failure = ?, ended_at = ?"
                + " where id = ? and status = 'RUNNING'",
            failure == null ? LedgerAuditStatus.DONE : LedgerAuditStatus.FAILED,
            failure,
            at,
            id);
    last = one(id).orElse(null);
  }

  /** The audit that ended last on this server. */
  public Optional<LedgerAuditView> last() {
    return Optional.ofNullable(last);
  }

  /** Newest first, without their findings. */
  public Page<LedgerAuditView> page(PageRequest request) {
    List<LedgerAuditView> rows =
        sql()
            .list(
                ROWS + " order by a.started_at desc offset ? limit ?",
                row -> view(row, List.of()),
                request.first(),
                request.size());
    return new Page<>(rows, sql().number("select count(*) from ledger_audit").longValueExact());
  }

  public Optional<LedgerAuditView> one(UUID id) {
    List<LedgerFinding> findings =
        sql()
            .list(
                "select question, compared, differences, named, skipped, reason, took_ms"
                    + " from ledger_audit_finding where audit_id = ?",
                LedgerAuditStore::finding,
                id)
            .stream()
            .sorted(Comparator.comparing(LedgerFinding::check))
            .toList();
    return sql().first(ROWS + " where a.id = ?", row -> view(row, findings), id);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static LedgerFinding finding(ResultSet row) throws SQLException {
    return new LedgerFinding(
        LedgerCheck.valueOf(row.getString(1)),
        row.getLong(2),
        row.getLong(3),
        List.of((String[]) row.getArray(4).getArray()),
        row.getLong(5),
        row.getString(6),
        row.getLong(7));
  }

  private static LedgerAuditView view(ResultSet row, List<LedgerFinding> findings)
      throws SQLException {
    return new LedgerAuditView(
        Sql.uuid(row, 1),
        row.getString(2),
        Sql.instant(row, 3),
        Sql.optionalInstant(row, 4),
        LedgerAuditStatus.valueOf(row.getString(5)),
        row.getLong(6),
        row.getString(7),
        findings);
  }
}
