package ngo.zoo.persistence.outbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.OutboxHandler;

/**
 * The rows of the outbox and the transactions an event goes through. A claim counts the attempt and
 * is committed before the handler runs, so an event that takes the server down with it is parked in
 * the end; until its lease is over no other relay takes it.
 */
@ApplicationScoped
public class EventQueue {
  /** Runs before an event is parked. */
  public static final int MOST_ATTEMPTS = 8;

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration WAIT = Duration.ofSeconds(5);

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public EventQueue() {}

  EventQueue(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Names of the listeners that have something due. */
  @Transactional(TxType.REQUIRES_NEW)
  public List<String> listenersDue(Instant now) {
    return sql()
        .list(
            "select distinct listener from outbox_event where status = 'PENDING' and process_after <= ?",
            row -> row.getString(1),
            now);
  }

  /** Takes the listener's next due event, if there is one that nobody else holds. */
  @Transactional(TxType.REQUIRES_NEW)
  public Optional<OutboxEvent> claim(String listener, Instant now) {
    return sql()
        .first(
            """
            update outbox_event set attempts = attempts + 1, process_after = ?
            where id = (
              select id from outbox_event
              where status = 'PENDING' and process_after <= ? and listener = ?
              order by process_after, id limit 1 for update skip locked)
            returning id, listener, type, subject_id, payload, attempts
            """,
            EventQueue::read,
            now.plus(LEASE),
            now,
            listener);
  }

  /** Runs the handler and marks the event done, both or neither. */
  @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
  public void run(OutboxEvent event, OutboxHandler handler) throws Exception {
    boolean mine =
        sql()
            .first(
                """
                select 1 from outbox_event where id = ? and status = 'PENDING' and attempts = ?
                for update
                """,
                row -> row.getInt(1),
                event.id(),
                event.attempts())
            .isPresent();
    if (mine) {
      handler.handle(event.type(), event.subjectId(), event.payload());
      sql()
          .update(
              """
              update outbox_event set status = 'DONE', completed_at = ?, last_error = null
              where id = ?
              """,
              Instant.now(),
              event.id());
    }
  }

  /** The handler cannot work now: again in a moment, and this run was none. */
  @Transactional(TxType.REQUIRES_NEW)
  public void postpone(OutboxEvent event, String why, Instant now) {
    sql()
        .update(
            """
            update outbox_event set attempts = attempts - 1, process_after = ?, last_error = ?
            where id = ? and attempts = ?
            """,
            now.plus(WAIT),
            why,
            event.id(),
            event.attempts());
  }

  /** The run failed: later again, each time twice as late, or parked after the last attempt. */
  @Transactional(TxType.REQUIRES_NEW)
  public void failed(OutboxEvent event, String error, Instant now) {
    boolean last = event.attempts() >= MOST_ATTEMPTS;
    sql()
        .update(
            """
            update outbox_event set status = ?, process_after = ?, last_error = ?
            where id = ? and attempts = ?
            """,
            last ? "STUCK" : "PENDING",
            now.plus(backOff(event.attempts())),
            error,
            event.id(),
            event.attempts());
  }

  /** 2, 4, 8 … 128 seconds. */
  static Duration backOff(int attempts) {
    return Duration.ofSeconds(1L << Math.min(attempts, 7));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static OutboxEvent read(ResultSet row) throws SQLException {
    return new OutboxEvent(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        row.getObject(4, UUID.class),
        row.getString(5),
        row.getInt(6));
  }
}
