package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.QueryStatus;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** The rows of questions whose answers are fetched later; each step is committed alone. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class QueuedQueryStore {
  private static final String COLUMNS =
      """
      select id, owner_id, model, domain, status, reason_status, reason_code, reason_detail,
        sealed_question, sealed_answer, asked_at, started_at, ended_at, expires_at
      from queued_query\
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public QueuedQueryStore() {}

  QueuedQueryStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** A query that waits to be run by this server. */
  public void add(QueuedQuery query, UUID askedBy, @Nullable UUID key, String server) {
    sql()
        .update(
            """
            insert into queued_query (id, owner_id, asked_by, key_id, model, domain,
              sealed_question, server, asked_at, expires_at)
            values (?, ?, ?, ?::uuid, ?, ?::text, ?, ?, ?, ?)
            """,
            query.id(),
            query.ownerId(),
            askedBy,
            key,
            query.model(),
            query.domain(),
            query.sealedQuestion(),
            server,
            query.askedAt(),
            query.expiresAt());
  }

  public Optional<QueuedQuery> find(UUID id) {
    return sql().first(COLUMNS + " where id = ?", QueuedQueryStore::read, id);
  }

  /** Newest first; the search is for a model, a domain or a status. */
  public Page<QueuedQuery> page(UUID owner, PageRequest request) {
    String search = "%" + request.search().strip().replace("%", "").replace("_", "\\_") + "%";
    String matching =
        " where owner_id = ? and (model ilike ? or coalesce(domain, '') ilike ? or status ilike ?)";
    List<QueuedQuery> rows =
        sql()
            .list(
                COLUMNS + matching + " order by asked_at desc, id desc limit ? offset ?",
                QueuedQueryStore::read,
                owner,
                search,
                search,
                search,
                request.size(),
                request.first());
    long total =
        sql()
            .number("select count(*) from queued_query" + matching, owner, search, search, search)
            .longValueExact();
    return new Page<>(rows, total);
  }

  /** Whether it was waiting until now. */
  public boolean start(UUID id, Instant now) {
    return sql()
            .update(
                "update queued_query set status = 'RUNNING', started_at = ?"
                    + " where id = ? and status = 'QUEUED'",
                now,
                id)
        == 1;
  }

  /** It is answered. */
  public void done(UUID id, byte[] sealedAnswer, Instant now) {
    sql()
        .update(
            "update queued_query set status = 'DONE', sealed_answer = ?, ended_at = ?"
                + " where id = ? and status = 'RUNNING'",
            sealedAnswer,
            now,
            id);
  }

  /**
   * It will not be answered; nothing when it has ended already.
   *
   * @param status FAILED or CANCELLED
   */
  public boolean end(
      UUID id, QueryStatus status, int http, String code, String detail, Instant now) {
    return sql()
            .update(
                """
                update queued_query set status = ?, reason_status = ?, reason_code = ?,
                  reason_detail = ?, ended_at = ?
                where id = ? and status in ('QUEUED', 'RUNNING')
                """,
                status,
                http,
                code,
                detail,
                now,
                id)
        == 1;
  }

  /** Takes back one that nobody has begun. */
  public boolean cancelWaiting(UUID id, String detail, Instant now) {
    return sql()
            .update(
                """
                update queued_query set status = 'CANCELLED', reason_status = 409,
                  reason_code = 'query-cancelled', reason_detail = ?, ended_at = ?
                where id = ? and status = 'QUEUED'
                """,
                detail,
                now,
                id)
        == 1;
  }

  /** What a server left behind when it ended. */
  public List<UUID> leftBy(String server) {
    return sql()
        .list(
            "select id from queued_query where server = ? and status in ('QUEUED', 'RUNNING')",
            row -> Sql.uuid(row, 1),
            server);
  }

  /** Erases what has ended and been kept long enough, and says how much it was. */
  public int erase(Instant now) {
    return sql()
        .update("delete from queued_query where expires_at <= ? and ended_at is not null", now);
  }

  private static QueuedQuery read(ResultSet row) throws SQLException {
    return new QueuedQuery(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        row.getString(4),
        QueryStatus.valueOf(row.getString(5)),
        row.getInt(6),
        row.getString(7),
        row.getString(8),
        row.getBytes(9),
        row.getBytes(10),
        Sql.instant(row, 11),
        Sql.optionalInstant(row, 12),
        Sql.optionalInstant(row, 13),
        Sql.instant(row, 14));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
