package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeChangeView;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.rules.NodeStep;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Every step of every node's life; rows are only ever added. */
@ApplicationScoped
public class NodeHistory {
  private static final int LONGEST_REASON = 500;
  private static final String MATCHING =
      " from node_change where node_id = ? and position(lower(?) in lower(reason || ' ' || to_state"
          + " || ' ' || cause)) > 0";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public NodeHistory() {}

  NodeHistory(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @param from null for its first state
   * @param by who asked for it; null for nobody
   */
  public void add(
      UUID node, @Nullable NodeState from, NodeStep step, @Nullable UUID by, Instant at) {
    sql()
        .update(
            """
            insert into node_change (id, node_id, from_state, to_state, reason, cause, by_id, at)
            values (?, ?, ?::text, ?, ?, ?, ?::uuid, ?)
            """,
            Ids.next(),
            node,
            from,
            step.to(),
            cut(step.reason()),
            step.cause(),
            by,
            at);
  }

  private static String cut(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }

  /** Newest first; the search is for a word of the reason, a state or a cause. */
  public Page<NodeChangeView> page(UUID node, PageRequest request) {
    String search = request.search().strip();
    List<NodeChangeView> rows =
        sql()
            .list(
                "select id, node_id, from_state, to_state, reason, cause, by_id, at"
                    + MATCHING
                    + " order by at desc, id desc limit ? offset ?",
                NodeHistory::read,
                node,
                search,
                request.size(),
                request.first());
    return new Page<>(
        rows, sql().number("select count(*)" + MATCHING, node, search).longValueExact());
  }

  /** How often it went into this state since then. */
  public int times(UUID node, NodeState state, Instant since) {
    return sql()
        .number(
            "select count(*) from node_change where node_id = ? and to_state = ? and at > ?",
            node,
            state,
            since)
        .intValueExact();
  }

  /** What caused its latest step; null when none was kept. */
  public @Nullable NodeCause lastCause(UUID node) {
    return sql()
        .first(
            "select cause from node_change where node_id = ? order by at desc, id desc limit 1",
            row -> NodeCause.valueOf(row.getString(1)),
            node)
        .orElse(null);
  }

  /** Who asked for its latest step that somebody asked for; null when nobody ever did. */
  public @Nullable NodeCause lastAsked(UUID node) {
    return sql()
        .first(
            "select cause from node_change where node_id = ? and cause in ('NODE', 'OWNER', 'STAFF')"
                + " order by at desc, id desc limit 1",
            row -> NodeCause.valueOf(row.getString(1)),
            node)
        .orElse(null);
  }

  private static NodeChangeView read(ResultSet row) throws SQLException {
    String from = row.getString(3);
    return new NodeChangeView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        from == null ? null : NodeState.valueOf(from),
        NodeState.valueOf(row.getString(4)),
        row.getString(5),
        NodeCause.valueOf(row.getString(6)),
        row.getObject(7, UUID.class),
        Sql.instant(row, 8));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
