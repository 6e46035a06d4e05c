package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;

/** The transcripts' rows. Each method joins the caller's transaction or has one of its own. */
@ApplicationScoped
@Transactional
public class TranscriptStore {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public TranscriptStore() {}

  TranscriptStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** All in one batch; one that is there already stays as it is. */
  public void addAll(List<Transcript> transcripts) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into transcript (query_id, sealed, expires_at) values (?, ?, ?)"
                    + " on conflict (query_id) do nothing")) {
      for (Transcript transcript : transcripts) {
        insert.setObject(1, transcript.queryId());
        insert.setBytes(2, transcript.sealed());
        insert.setObject(3, transcript.expires().atOffset(ZoneOffset.UTC));
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  /** What is still kept of a query. */
  public Optional<Transcript> find(UUID queryId) {
    return sql()
        .first(
            "select query_id, sealed, expires_at from transcript where query_id = ?",
            row -> new Transcript(Sql.uuid(row, 1), row.getBytes(2), Sql.instant(row, 3)),
            queryId);
  }

  /** Erases what has been kept long enough, and says how much it was. */
  public int erase(Instant now) {
    return sql().update("delete from transcript where expires_at <= ?", now);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
