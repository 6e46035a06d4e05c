package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.ledger.transfer.EmbedderCount;
import ngo.zoo.ledger.transfer.VectorRule;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;

/**
 * Vectors of experiences, many at a time: those that are missing, and those of another embedder
 * that are computed beside the ones in use until a whole library can change over.
 */
@ApplicationScoped
public class VectorStore {
  /** Live ones and whatever is in a library's current version. */
  private static final String IN_USE =
      " (e.status in ("
          + ExperienceQueries.LIVE
          + ") or exists (select from library l join library_member m on m.domain = l.domain"
          + " and m.number = l.head where l.domain = e.domain and m.experience_id = e.id))";

  private static final String STALE =
      " e.embedder_id is not null and e.embedder_id <> ? and" + IN_USE;

  /** An experience whose vector is to be computed. */
  public record Wanted(UUID id, String text) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** Those of the experiences that have no vector. */
  public List<Wanted> missing(Collection<UUID> ids) {
    return sql()
        .list(
            "select id, text from experience where id = any(?) and embedding is null order by id",
            VectorStore::wanted,
            (Object) ids.toArray(UUID[]::new));
  }

  /** Gives vectors to experiences that have none; their state stays. Rows are locked by id. */
  public void fill(List<Wanted> wanted, String embedderId, List<float[]> vectors) {
    batch(
        "update experience set embedder_id = ?, embedding = ? where id = ? and embedding is null",
        statement -> {
          for (int i = 0; i < wanted.size(); i++) {
            statement.setString(1, embedderId);
            statement.setArray(2, Floats.array(statement, vectors.get(i)));
            statement.setObject(3, wanted.get(i).id());
            statement.addBatch();
          }
        });
  }

  /** What is stored most: the embedder to expect when the operator's node does not answer. */
  public Optional<VectorRule> prevailing() {
    return sql()
        .first(
            "select embedder_id, max(array_length(embedding, 1)) from experience"
                + " where embedder_id is not null group by embedder_id"
                + " order by count(*) desc, embedder_id limit 1",
            row -> new VectorRule(row.getString(1), row.getInt(2)));
  }

  /**
   * How many experiences in use have vectors of which embedder; those without any come last.
   *
   * @param current the operator's embedder; empty when its node does not answer
   */
  public List<EmbedderCount> counts(String current) {
    return sql()
        .list(
            "select coalesce(e.embedder_id, ''), coalesce(max(array_length(e.embedding, 1)), 0),"
                + " count(*), count(distinct e.domain), count(v.experience_id) from experience e"
                + " left join experience_vector v on v.experience_id = e.id and v.embedder_id = ?"
                + " where"
                + IN_USE
                + " group by 1 order by max(e.embedder_id) is null, 3 desc, 1",
            row ->
                new EmbedderCount(
                    row.getString(1),
                    row.getInt(2),
                    row.getLong(3),
                    row.getInt(4),
                    row.getLong(5),
                    row.getString(1).equals(current)),
            current);
  }

  /** Domains with vectors of another embedder in use. */
  public List<String> staleDomains(String embedderId) {
    return sql()
        .list(
            "select distinct e.domain from experience e where" + STALE + " order by 1",
            row -> row.getString(1),
            embedderId);
  }

  /** How many vectors of another embedder are in use, and of how many a new one is there. */
  public long stale(String embedderId, boolean computed) {
    return sql()
        .number(
            "select count(*) from experience e where"
                + STALE
                + " and (not ? or exists (select from experience_vector v"
                + " where v.experience_id = e.id and v.embedder_id = ?))",
            embedderId,
            computed,
            embedderId)
        .longValueExact();
  }

  /** The next experiences of the domain whose new vector is not computed yet. */
  public List<Wanted> uncomputed(String domain, String embedderId, int most) {
    return sql()
        .list(
            "select e.id, e.text from experience e where e.domain = ? and"
                + STALE
                + " and not exists (select from experience_vector v where v.experience_id = e.id"
                + " and v.embedder_id = ?) order by e.id limit ?",
            VectorStore::wanted,
            domain,
            embedderId,
            embedderId,
            most);
  }

  /** Keeps new vectors beside the ones in use. */
  public void keep(List<Wanted> wanted, String embedderId, List<float[]> vectors, Instant now) {
    batch(
        "insert into experience_vector (experience_id, embedder_id, embedding, created_at)"
            + " values (?, ?, ?, ?) on conflict do nothing",
        statement -> {
          for (int i = 0; i < wanted.size(); i++) {
            statement.setObject(1, wanted.get(i).id());
            statement.setString(2, embedderId);
            statement.setArray(3, Floats.array(statement, vectors.get(i)));
            statement.setObject(4, now.atOffset(ZoneOffset.UTC));
            statement.addBatch();
          }
        });
  }

  /**
   * Puts the new vectors of a domain in the place of the former ones, all in the caller's
   * transaction; nothing happens while one that is in use lacks its new vector.
   *
   * @return whether the domain changed over
   */
  public boolean changeOver(String domain, String embedderId) {
    sql()
        .list(
            "select e.id from experience e where e.domain = ? and"
                + STALE
                + " order by e.id for no key update",
            row -> Sql.uuid(row, 1),
            domain,
            embedderId);
    if (!uncomputed(domain, embedderId, 1).isEmpty()) {
      return false;
    }
    sql()
        .update(
            "update experience e set embedder_id = v.embedder_id, embedding = v.embedding"
                + " from experience_vector v where v.experience_id = e.id and v.embedder_id = ?"
                + " and e.domain = ? and e.embedder_id <> v.embedder_id",
            embedderId,
            domain);
    sql()
        .update(
            "delete from experience_vector v using experience e where e.id = v.experience_id"
                + " and e.domain = ? and v.embedder_id = ?",
            domain,
            embedderId);
    return true;
  }

  /** Begins a job towards this embedder. */
  public void addJob(UUID id, VectorRule target) {
    sql()
        .update(
            "insert into reembedding (id, embedder_id, dimension) values (?, ?, ?)",
            id,
            target.embedderId(),
            target.dimension());
  }

  /** Where a job leads. */
  public VectorRule target(UUID id) {
    return sql()
        .first(
            "select embedder_id, dimension from reembedding where id = ?",
            row -> new VectorRule(row.getString(1), row.getInt(2)),
            id)
        .orElseThrow();
  }

  public void countLibrary(UUID id) {
    sql().update("update reembedding set libraries = libraries + 1 where id = ?", id);
  }

  /** Binds a batch. */
  @FunctionalInterface
  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private void batch(String text, Binding binding) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(text)) {
      binding.bind(statement);
      statement.executeBatch();
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  private Sql sql() {
    return new Sql(source);
  }

  private static Wanted wanted(ResultSet row) throws SQLException {
    return new Wanted(Sql.uuid(row, 1), row.getString(2));
  }
}
