package ngo.zoo.persistence.rewards.epoch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.EpochRun;
import ngo.zoo.rewards.RunStatus;

/**
 * Runs of the epochs' job. They outlive the server: what the batch runtime knows of a job is gone
 * when its server is, and a run whose beat is old gives way to the next one.
 */
@ApplicationScoped
public class EpochRuns {
  private static final Duration LOST_AFTER = Duration.ofMinutes(2);
  private static final int MOST_SHOWN = 20;
  private static final String RUNS =
      """
      select id, epoch, started_by, started_at, ended_at, status, step, done, total, failure
      from reward_run
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public EpochRuns() {}

  public EpochRuns(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Begins a run, unless one lives: then empty. */
  public Optional<UUID> begin(int epoch, String startedBy, Instant now) {
    sql()
        .update(
            """
            update reward_run set status = 'LOST', ended_at = ?
            where epoch = ? and status = 'RUNNING' and beat_at < ?
            """,
            now,
            epoch,
            now.minus(LOST_AFTER));
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                """
                insert into reward_run (id, epoch, started_by, started_at, beat_at, status)
                values (?, ?, ?, ?, ?, 'RUNNING')
                on conflict (epoch) where status = 'RUNNING' do nothing
                """,
                id,
                epoch,
                startedBy,
                now,
                now);
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  /** The batch runtime's number of the run, by which it can be stopped. */
  public void runsAs(UUID run, long execution) {
    sql().update("update reward_run set execution = ? where id = ?", execution, run);
  }

  /** The batch runtime's number of the epoch's live run. */
  public OptionalLong execution(int epoch) {
    return sql()
        .list(
            """
            select execution from reward_run
            where epoch = ? and status = 'RUNNING' and execution is not null
            """,
            row -> row.getLong(1),
            epoch)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** Where it is; proves that it lives. */
  public void beat(UUID run, String step, long done, long total, Instant now) {
    sql()
        .update(
            "update reward_run set step = ?, done = ?, total = ?, beat_at = ? where id = ?",
            step,
            done,
            total,
            now,
            run);
  }

  /** It has ended; a run that was given up for lost stays so. */
  public void end(UUID run, RunStatus how, String failure, Instant now) {
    sql()
        .update(
            """
            update reward_run set status = ?, failure = ?, ended_at = ?
            where id = ? and status = 'RUNNING'
            """,
            how,
            failure,
            now,
            run);
  }

  /** The newest runs of an epoch, newest first. */
  public List<EpochRun> of(int epoch) {
    return sql()
        .list(
            RUNS + "where epoch = ? order by started_at desc, id desc limit " + MOST_SHOWN,
            EpochRuns::read,
            epoch);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static EpochRun read(ResultSet row) throws SQLException {
    return new EpochRun(
        Sql.uuid(row, 1),
        row.getInt(2),
        row.getString(3),
        Sql.instant(row, 4),
        Sql.optionalInstant(row, 5),
        RunStatus.valueOf(row.getString(6)),
        row.getString(7),
        row.getLong(8),
        row.getLong(9),
        row.getString(10));
  }
}
