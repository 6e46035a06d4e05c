package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.ledger.rules.DuplicateRule;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.log.Cid;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;

/**
 * The experiences of an import between its file and their libraries. All in sets: rows of a chunk
 * come in one batch of statements, those of a library move by one statement each.
 */
@ApplicationScoped
public class ImportRows {
  private static final String INSERT =
      "insert into import_row (import_id, position, line, outcome, pending, reason, domain, text,"
          + " text_key, confidence_bp, examples, author_id, created_at, experience_id, leaf_data,"
          + " cid, block, embedder_id, embedding)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final int CORE = 9;
  private static final int VECTOR = 18;
  private static final int LAST = 19;

  /** Domain and text key: what makes two experiences the same. */
  public record Key(String domain, String textKey) {
    public static Key of(String domain, String text) {
      return new Key(domain, DuplicateRule.key(text));
    }
  }

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** Those of the keys that an earlier chunk of the import or a live experience has. */
  public Set<Key> known(UUID importId, Collection<Key> keys) {
    String[] domains = keys.stream().map(Key::domain).toArray(String[]::new);
    String[] texts = keys.stream().map(Key::textKey).toArray(String[]::new);
    return new HashSet<>(
        sql()
            .list(
                "select k.domain, k.text_key"
                    + " from unnest(?::text[], ?::text[]) as k(domain, text_key)"
                    + " where exists (select from experience e where e.domain = k.domain"
                    + " and e.text_key = k.text_key and e.status in ("
                    + ExperienceQueries.LIVE
                    + ")) or exists (select from import_row r where r.import_id = ? and r.pending"
                    + " and r.domain = k.domain and r.text_key = k.text_key)",
                row -> new Key(row.getString(1), row.getString(2)),
                domains,
                texts,
                importId));
  }

  /**
   * Those of the domains whose library was voted on: by a proposal to change it, or by a version
   * that a vote made or that made room for one.
   */
  public Set<String> votedOn(Collection<String> domains) {
    String[] asked = domains.toArray(String[]::new);
    return Set.copyOf(
        sql()
            .list(
                "select d from unnest(?::text[]) as d where exists"
                    + " (select from proposal p where p.domain = d) or exists (select from library_version v where v.domain = d"
                    + " and v.cause_kind not in ('GENESIS', 'IMPORT', 'TRAINING'))",
                row -> row.getString(1),
                (Object) asked));
  }

  /** Members by what files call them: login or id. */
  public Map<String, UUID> members(Collection<String> names) {
    String[] asked = names.toArray(String[]::new);
    return sql()
        .list(
            "select n, m.id from unnest(?::text[]) as n"
                + " join member m on m.login = lower(n) or m.id::text = lower(n)",
            row -> Map.entry(row.getString(1), Sql.uuid(row, 2)),
            (Object) asked)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
  }

  /** One batch, in the caller's transaction. */
  public void add(UUID importId, List<ImportRow> rows) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (ImportRow row : rows) {
        bind(statement, importId, row);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  private static void bind(PreparedStatement statement, UUID importId, ImportRow row)
      throws SQLException {
    statement.setObject(1, importId);
    statement.setLong(2, row.position());
    statement.setLong(3, row.line());
    statement.setString(4, row.outcome().name());
    statement.setBoolean(5, row.pending());
    statement.setString(6, row.reason());
    statement.setString(7, row.domain());
    statement.setString(8, row.text());
    for (int i = CORE; i <= LAST; i++) {
      statement.setObject(i, null);
    }
    if (row.pending()) {
      bindCore(statement, row.requiredCore());
    }
    StoredVector vector = row.vector();
    if (vector != null) {
      statement.setString(VECTOR, vector.embedderId());
      statement.setArray(LAST, Floats.array(statement, vector.values()));
    }
  }

  private static void bindCore(PreparedStatement statement, ExperienceCore core)
      throws SQLException {
    byte[] block = core.canonicalJson().getBytes(StandardCharsets.UTF_8);
    Cid cid = Cid.ofContent(block);
    statement.setString(CORE, DuplicateRule.key(core.text()));
    statement.setInt(10, core.confidenceBasisPoints());
    statement.setString(11, ExamplesJson.write(core.examples()));
    statement.setObject(12, core.createdBy());
    statement.setObject(13, core.createdAt().atOffset(ZoneOffset.UTC));
    statement.setObject(14, core.id());
    statement.setBytes(15, cid.digest());
    statement.setString(16, cid.text());
    statement.setBytes(17, block);
  }

  /** Libraries that something waits for, in the order they are made. */
  public List<String> domains(UUID importId) {
    return sql()
        .list(
            "select distinct domain from import_row where import_id = ? and pending"
                + " order by domain",
            row -> row.getString(1),
            importId);
  }

  private Sql sql() {
    return new Sql(source);
  }
}
