package ngo.zoo.persistence.outbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Outbox;

/** The outbox as a table; retries run by the wall clock. */
@ApplicationScoped
public class JdbcOutbox implements Outbox {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public JdbcOutbox() {}

  JdbcOutbox(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void add(String listener, String type, UUID subjectId, String payload) {
    Instant now = Instant.now();
    new Sql(dataSource)
        .update(
            """
            insert into outbox_event
              (id, listener, type, subject_id, payload, process_after, occurred_at)
            values (?, ?, ?, ?, ?::jsonb, ?, ?)
            """,
            Ids.next(),
            listener,
            type,
            subjectId,
            payload,
            now,
            now);
  }
}
