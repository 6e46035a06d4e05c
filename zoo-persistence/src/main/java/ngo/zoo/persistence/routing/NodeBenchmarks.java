package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** How nodes did when they were measured; rows are only ever added. */
@ApplicationScoped
public class NodeBenchmarks {
  private static final String COLUMNS =
      """
      select id, node_id, model, model_sha256, started_at, ended_at, passed, reason, questions,
        answered, known, correct, tokens, tokens_per_second, first_token_millis, answer_millis,
        memory_mib, needed_mib
      from node_benchmark b\
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public NodeBenchmarks() {}

  NodeBenchmarks(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @param evidence the challenge and the seals, canonical JSON
   */
  public void add(BenchmarkView one, String evidence) {
    sql()
        .update(
            """
            insert into node_benchmark (id, node_id, model, model_sha256, started_at, ended_at,
              passed, reason, questions, answered, known, correct, tokens, tokens_per_second,
              first_token_millis, answer_millis, memory_mib, needed_mib, evidence)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            one.id(),
            one.nodeId(),
            one.model(),
            one.modelSha256(),
            one.startedAt(),
            one.endedAt(),
            one.passed(),
            one.reason(),
            one.questions(),
            one.answered(),
            one.known(),
            one.right(),
            one.tokens(),
            one.tokensPerSecond(),
            one.firstTokenMillis(),
            one.answerMillis(),
            one.memoryMib(),
            one.neededMib(),
            evidence);
  }

  /** Newest first. */
  public Page<BenchmarkView> page(UUID node, PageRequest request) {
    return new Page<>(
        sql()
            .list(
                COLUMNS + " where node_id = ? order by started_at desc, id desc limit ? offset ?",
                NodeBenchmarks::read,
                node,
                request.size(),
                request.first()),
        sql()
            .number("select count(*) from node_benchmark where node_id = ?", node)
            .longValueExact());
  }

  public Optional<BenchmarkView> latest(UUID node) {
    return sql()
        .first(
            COLUMNS + " where node_id = ? order by started_at desc, id desc limit 1",
            NodeBenchmarks::read,
            node);
  }

  /** The latest of each node. */
  public Map<UUID, BenchmarkView> latest() {
    return sql()
        .list(
            COLUMNS
                + """
                   where b.id = (select l.id from node_benchmark l where l.node_id = b.node_id
                    order by l.started_at desc, l.id desc limit 1)
                  """,
            NodeBenchmarks::read)
        .stream()
        .collect(Collectors.toMap(BenchmarkView::nodeId, Function.identity()));
  }

  /** How many failed in a row, since it was last admitted or asked to be admitted anew. */
  public int failures(UUID node) {
    return sql()
        .number(
            """
            select count(*) from node_benchmark where node_id = ? and not passed
              and started_at > coalesce(greatest(
                (select max(started_at) from node_benchmark where node_id = ? and passed),
                (select max(at) from node_change where node_id = ? and to_state = 'DISCOVERED'
                  and cause in ('REGISTRATION', 'NODE', 'OWNER', 'STAFF'))), '-infinity')
            """,
            node,
            node,
            node)
        .intValueExact();
  }

  /** What a benchmark can be checked by again. */
  public Optional<String> evidence(UUID id) {
    return sql()
        .first("select evidence from node_benchmark where id = ?", row -> row.getString(1), id);
  }

  private static BenchmarkView read(ResultSet row) throws SQLException {
    return new BenchmarkView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        row.getString(4),
        Sql.instant(row, 5),
        Sql.instant(row, 6),
        row.getBoolean(7),
        row.getString(8),
        row.getInt(9),
        row.getInt(10),
        row.getInt(11),
        row.getInt(12),
        row.getInt(13),
        row.getDouble(14),
        row.getDouble(15),
        row.getDouble(16),
        row.getInt(17),
        row.getInt(18));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
