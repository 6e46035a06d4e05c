package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;

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

  /** All with one statement; one that is there already stays as it is. */
  public void addAll(List<Transcript> transcripts) {
    sql()
        .update(
            "insert into transcript (query_id, sealed, expires_at)"
                + " select t.id, t.sealed, t.expires::timestamptz"
                + " from unnest(?::uuid[], ?::bytea[], ?::text[]) as t(id, sealed, expires)"
                + " on conflict (query_id) do nothing",
            transcripts.stream().map(Transcript::queryId).toArray(UUID[]::new),
            transcripts.stream().map(Transcript::sealed).toArray(byte[][]::new),
            transcripts.stream().map(one -> one.expires().toString()).toArray(String[]::new));
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
