package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;

/**
 * Why nodes were chosen, by query. Each method joins the caller's transaction or has one of its
 * own.
 */
@ApplicationScoped
@Transactional
public class DecisionStore {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public DecisionStore() {}

  DecisionStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** All with one statement; one that is there already stays as it is. */
  public void addAll(Map<UUID, String> decisions, Instant expires) {
    sql()
        .update(
            "insert into routing_decision (query_id, decision, expires_at)"
                + " select d.id, d.text, ? from unnest(?::uuid[], ?::text[]) as d(id, text)"
                + " on conflict (query_id) do nothing",
            expires,
            decisions.keySet().toArray(UUID[]::new),
            decisions.values().toArray(String[]::new));
  }

  /** What is still kept of a query. */
  public Optional<String> find(UUID queryId) {
    return sql()
        .first(
            "select decision from routing_decision where query_id = ?",
            row -> row.getString(1),
            queryId);
  }

  /** Erases what has been kept long enough, and says how much it was. */
  public int erase(Instant now) {
    return sql().update("delete from routing_decision where expires_at <= ?", now);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
