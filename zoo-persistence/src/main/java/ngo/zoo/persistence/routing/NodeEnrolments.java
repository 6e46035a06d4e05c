package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;

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
