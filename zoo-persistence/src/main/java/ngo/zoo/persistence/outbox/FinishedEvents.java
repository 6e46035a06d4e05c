package ngo.zoo.persistence.outbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;

/**
 * Erases facts that reached their listener long ago: what came of them stands in the listener's own
 * rows. Facts that wait or are stuck stay however old they are, and so do those that asked for a
 * copy of a library's version: they say that it was asked for.
 */
@ApplicationScoped
public class FinishedEvents {
  /** So that no transaction is long, and none holds many locks. */
  static final int MOST_AT_ONCE = 5_000;

  private static final String ERASE =
      """
      delete from outbox_event where id in (
        select id from outbox_event
        where status = 'DONE' and completed_at < ? and listener not in ('ipfs', 'arweave')
        order by completed_at limit ? for update skip locked)
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public FinishedEvents() {}

  FinishedEvents(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Erases some of those that were finished before; how many, zero when there are none left. */
  @Transactional(TxType.REQUIRES_NEW)
  public int erase(Instant finishedBefore) {
    return new Sql(dataSource).update(ERASE, finishedBefore, MOST_AT_ONCE);
  }
}
