package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.EnrolmentView;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Codes by which nodes register; only their hashes are kept. */
@ApplicationScoped
public class NodeEnrolments {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public NodeEnrolments() {}

  NodeEnrolments(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  public void add(UUID id, UUID owner, byte[] codeSha256, Instant now, Instant expires) {
    sql()
        .update(
            """
            insert into node_enrolment (id, owner_id, code_sha256, created_at, expires_at)
            values (?, ?, ?, ?, ?)
            """,
            id,
            owner,
            codeSha256,
            now,
            expires);
  }

  /** How many of the owner's codes can still be used. */
  public int open(UUID owner, Instant now) {
    return sql()
        .number(
            "select count(*) from node_enrolment where owner_id = ? and node_id is null"
                + " and expires_at > ?",
            owner,
            now)
        .intValueExact();
  }

  /** Of this owner, newest first. */
  public Page<EnrolmentView> page(UUID owner, Instant now, PageRequest request) {
    return new Page<>(
        sql()
            .list(
                "select id, created_at, expires_at, node_id from node_enrolment"
                    + " where owner_id = ? order by created_at desc, id desc offset ? limit ?",
                row -> view(row, now),
                owner,
                request.first(),
                request.size()),
        sql()
            .number("select count(*) from node_enrolment where owner_id = ?", owner)
            .longValueExact());
  }

  public Optional<EnrolmentView> find(UUID owner, UUID id, Instant now) {
    return sql()
        .first(
            "select id, created_at, expires_at, node_id from node_enrolment"
                + " where owner_id = ? and id = ?",
            row -> view(row, now),
            owner,
            id);
  }

  private static EnrolmentView view(ResultSet row, Instant now) throws SQLException {
    return EnrolmentView.at(
        now,
        Sql.uuid(row, 1),
        Sql.instant(row, 2),
        Sql.instant(row, 3),
        row.getObject(4, UUID.class));
  }

  /**
   * Ends a code that nobody has used; whether there was one. Its row stays, like those of others.
   */
  public boolean revoke(UUID owner, UUID id, Instant now) {
    return sql()
            .update(
                """
                update node_enrolment
                set expires_at = least(expires_at, greatest(?, created_at + interval '1 us'))
                where owner_id = ? and id = ? and node_id is null
                """,
                now,
                owner,
                id)
        == 1;
  }

  /** Whose code this is, locked until the transaction ends; empty when it is used up or over. */
  public Optional<Owned> lock(byte[] codeSha256, Instant now) {
    return sql()
        .first(
            """
            select id, owner_id from node_enrolment
            where code_sha256 = ? and node_id is null and expires_at > ? for update
            """,
            row -> new Owned(Sql.uuid(row, 1), Sql.uuid(row, 2)),
            codeSha256,
            now);
  }

  /** A code that can be used, and in whose name. */
  public record Owned(UUID id, UUID owner) {}

  public void used(UUID id, UUID node) {
    sql().update("update node_enrolment set node_id = ? where id = ?", node, id);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
