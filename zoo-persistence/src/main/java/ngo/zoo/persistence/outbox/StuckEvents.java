package ngo.zoo.persistence.outbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** The staff list of events whose handler failed too often. */
@ApplicationScoped
public class StuckEvents {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public StuckEvents() {}

  StuckEvents(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Oldest first. */
  @Transactional
  public Page<StuckEvent> page(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    List<StuckEvent> events =
        sql()
            .list(
                """
                select id, listener, type, subject_id, attempts, occurred_at,
                  coalesce(last_error, '')
                from outbox_event where status = 'STUCK'
                order by occurred_at, id offset ? limit ?
                """,
                StuckEvents::read,
                request.first(),
                request.size());
    return new Page<>(
        events,
        sql().number("select count(*) from outbox_event where status = 'STUCK'").longValueExact());
  }

  /** Puts the event back in line with its attempts at zero. */
  @Transactional
  public void resubmit(Caller caller, UUID eventId) {
    caller.require(Role.STAFF);
    int found =
        sql()
            .update(
                """
                update outbox_event set status = 'PENDING', attempts = 0, process_after = ?
                where id = ? and status = 'STUCK'
                """,
                Instant.now(),
                eventId);
    if (found == 0) {
      throw Refusal.notFound("stuck-event", eventId);
    }
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static StuckEvent read(ResultSet row) throws SQLException {
    return new StuckEvent(
        Sql.uuid(row, 1),
        row.getString(2),
        row.getString(3),
        Sql.uuid(row, 4),
        row.getInt(5),
        Sql.instant(row, 6),
        row.getString(7));
  }
}
