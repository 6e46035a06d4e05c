package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.NodeMinute;
import ngo.zoo.routing.rules.NodeFigures;

/** Nodes' requests by minute; each server adds what went through it. */
@ApplicationScoped
@Transactional
public class NodeMinutes {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public NodeMinutes() {}

  NodeMinutes(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Adds to the minute what has happened in it; times are the newest ones. */
  public void add(UUID node, NodeMinute more) {
    sql()
        .update(
            """
            insert into node_minute as m (node_id, minute, answered, failed, bad_seals, p50_millis,
              p95_millis, most_in_flight) values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (node_id, minute) do update set
              answered = m.answered + excluded.answered,
              failed = m.failed + excluded.failed,
              bad_seals = m.bad_seals + excluded.bad_seals,
              p50_millis = excluded.p50_millis,
              p95_millis = excluded.p95_millis,
              most_in_flight = greatest(m.most_in_flight, excluded.most_in_flight)
            """,
            node,
            more.minute(),
            more.answered(),
            more.failed(),
            more.badSeals(),
            more.p50Millis(),
            more.p95Millis(),
            more.mostInFlight());
  }

  /** Oldest first. */
  public List<NodeMinute> since(UUID node, Instant since) {
    return sql()
        .list(
            """
            select minute, answered, failed, bad_seals, p50_millis, p95_millis, most_in_flight
            from node_minute where node_id = ? and minute >= ? order by minute
            """,
            NodeMinutes::read,
            node,
            since);
  }

  /** Sums since then, and since each node last began anew. */
  public Map<UUID, NodeFigures> figures(Instant since) {
    return sql()
        .list(
            """
            select m.node_id, sum(m.answered), sum(m.failed), sum(m.bad_seals),
              coalesce(max(m.p95_millis) filter (where m.answered > 0), 0)
            from node_minute m
            where m.minute >= ? and m.minute > coalesce((select max(c.at) from node_change c
              where c.node_id = m.node_id and c.to_state = 'DISCOVERED'), '-infinity')
            group by m.node_id
            """,
            row ->
                Map.entry(
                    Sql.uuid(row, 1),
                    new NodeFigures(
                        row.getLong(2), row.getLong(3), row.getLong(4), row.getDouble(5), false)),
            since)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Erases what is older, and says how much it was. */
  public int erase(Instant before) {
    return sql().update("delete from node_minute where minute < ?", before);
  }

  private static NodeMinute read(ResultSet row) throws SQLException {
    return new NodeMinute(
        Sql.instant(row, 1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getDouble(5),
        row.getDouble(6),
        row.getInt(7));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
