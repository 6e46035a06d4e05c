package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.ledger.transfer.JobKind;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.ledger.transfer.LedgerJob;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Refusal;

/**
 * The long jobs of the ledger as stored. One of a kind runs at a time; a job whose server died is
 * taken up by a new run, and what the old run would still write is turned down by {@link #at}.
 */
@ApplicationScoped
public class LedgerJobs {
  /** A server that runs jobs says so more often than this. */
  static final Duration LOST_AFTER = Duration.ofSeconds(30);

  private static final Duration UPLOAD_LOST_AFTER = Duration.ofHours(1);
  static final String COLUMNS =
      "j.id, j.kind, j.started_by, j.created_at, j.ended_at, j.status, j.cancel, j.step, j.done,"
          + " j.total, j.failure";

  /** A job taken up. */
  public record Claim(UUID job, UUID run) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** A new one; returns its id. */
  public UUID add(JobKind kind, UUID starter, String startedBy, JobStatus status, Instant now) {
    UUID id = Ids.next();
    sql()
        .update(
            "insert into ledger_job (id, kind, starter_id, started_by, created_at, beat_at, status)"
                + " values (?, ?, ?, ?, ?, ?, ?)",
            id,
            kind,
            starter,
            startedBy,
            now,
            now,
            status);
    return id;
  }

  /** The next job of the kind that can run: one whose run was lost, else the oldest that waits. */
  public Optional<Claim> claim(JobKind kind, Instant now) {
    UUID run = Ids.next();
    return sql()
        .first(
            """
            update ledger_job set status = 'RUNNING', run = ?, beat_at = ?
            where id = (
              select id from ledger_job
              where kind = ? and (status = 'RUNNING' and beat_at < ? or status = 'WAITING'
                and not exists (select from ledger_job r where r.kind = ? and r.status = 'RUNNING'))
              order by status, created_at, id limit 1 for update skip locked)
            returning id
            """,
            row -> new Claim(Sql.uuid(row, 1), run),
            run,
            now,
            kind,
            now.minus(LOST_AFTER),
            kind);
  }

  /** These runs live. */
  public void beat(Collection<UUID> runs, Instant now) {
    sql()
        .update(
            "update ledger_job set beat_at = ? where run = any(?) and status = 'RUNNING'",
            now,
            runs.toArray(UUID[]::new));
  }

  /** Ends uploads that nobody sends any more, and names them. */
  public List<UUID> endLostUploads(Instant now) {
    return sql()
        .list(
            "update ledger_job set status = 'FAILED', ended_at = ?,"
                + " failure = 'The upload broke off.' where status = 'UPLOADING' and beat_at < ?"
                + " returning id",
            row -> Sql.uuid(row, 1),
            now,
            now.minus(UPLOAD_LOST_AFTER));
  }

  /**
   * Where the run is. Its row stays locked until the transaction ends, so that what was done and
   * how far it is are committed together, by one run only.
   *
   * @throws IllegalStateException when another run has taken over
   */
  public void at(Claim claim, String step, long done, long total) {
    int changed =
        sql()
            .update(
                "update ledger_job set step = ?, done = ?, total = ?"
                    + " where id = ? and run = ? and status = 'RUNNING'",
                step,
                done,
                total,
                claim.job(),
                claim.run());
    if (changed == 0) {
      throw new IllegalStateException("another run has taken this job over");
    }
  }

  /** The run has ended; one that lost its job changes nothing. */
  public boolean end(Claim claim, JobStatus how, String failure, Instant now) {
    return sql()
            .update(
                "update ledger_job set status = ?, failure = ?, ended_at = ?"
                    + " where id = ? and run = ? and status = 'RUNNING'",
                how,
                failure,
                now,
                claim.job(),
                claim.run())
        == 1;
  }

  /** From one state to another; false when it was not in that state. */
  public boolean move(UUID job, JobStatus from, JobStatus to, String failure, Instant now) {
    return sql()
            .update(
                "update ledger_job set status = ?, failure = ?, beat_at = ?, cancel = false,"
                    + " ended_at = case when ? then ? else null end where id = ? and status = ?",
                to,
                failure,
                now,
                to.isOver(),
                now,
                job,
                from)
        == 1;
  }

  /** Asks a job that runs to end early. */
  public boolean askToCancel(UUID job) {
    return sql()
            .update("update ledger_job set cancel = true where id = ? and status = 'RUNNING'", job)
        == 1;
  }

  public boolean isCancelled(UUID job) {
    return sql().number("select count(*) from ledger_job where id = ? and cancel", job).signum()
        > 0;
  }

  /** Whose work it is. */
  public UUID starter(UUID job) {
    return sql()
        .first("select starter_id from ledger_job where id = ?", row -> Sql.uuid(row, 1), job)
        .orElseThrow(() -> Refusal.notFound("job", job));
  }

  /** The newest of a kind. */
  public List<LedgerJob> newest(JobKind kind, int most) {
    return sql()
        .list(
            "select "
                + COLUMNS
                + " from ledger_job j where j.kind = ? order by j.created_at desc, j.id desc limit ?",
            LedgerJobs::read,
            kind,
            most);
  }

  private Sql sql() {
    return new Sql(source);
  }

  private static LedgerJob read(ResultSet row) throws SQLException {
    return new LedgerJob(
        Sql.uuid(row, 1),
        JobKind.valueOf(row.getString(2)),
        row.getString(3),
        Sql.instant(row, 4),
        Sql.optionalInstant(row, 5),
        JobStatus.valueOf(row.getString(6)),
        row.getBoolean(7),
        row.getString(8),
        row.getLong(9),
        row.getLong(10),
        row.getString(11));
  }
}
