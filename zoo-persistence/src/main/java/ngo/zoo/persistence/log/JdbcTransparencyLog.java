package ngo.zoo.persistence.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.LogRecord;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.Ids;

/**
 * Stores leaves as waiting entries; the {@link Sequencer} takes them up once they are committed.
 */
@ApplicationScoped
public class JdbcTransparencyLog implements TransparencyLog {
  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** For the container. */
  protected JdbcTransparencyLog() {}

  JdbcTransparencyLog(DataSource source) {
    this.source = source;
  }

  @Override
  public String append(LeafKind kind, UUID subject, Map<String, ?> record) {
    String text = LogRecord.text(kind, record);
    Statements.with(
        source,
        connection ->
            Statements.update(
                connection,
                "insert into log_entry (id, kind, subject_id, data, leaf_hash, created_at)"
                    + " values (?, ?, ?, ?, ?, clock_timestamp())",
                Ids.next(),
                kind.name(),
                subject,
                text,
                LogRecord.leafHash(text)));
    return text;
  }
}
