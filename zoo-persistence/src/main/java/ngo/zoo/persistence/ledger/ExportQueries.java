package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ngo.zoo.ledger.transfer.ExportedExperience;
import ngo.zoo.ledger.transfer.FileVector;
import ngo.zoo.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Members of library versions for files, handed over one by one. */
@ApplicationScoped
public class ExportQueries {
  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /**
   * In the order of the domains and of their snapshot trees; in the caller's transaction they come
   * in parts.
   *
   * @param domain null for the current versions of all libraries
   * @param version null for the current one
   */
  public void each(
      @Nullable String domain,
      @Nullable Integer version,
      boolean names,
      boolean vectors,
      Consumer<ExportedExperience> taker) {
    new Sql(source)
        .each(
            "select e.domain, e.text, e.confidence_bp, e.examples, e.author_id,"
                + " case when ? then a.login end, case when ? then e.embedder_id end,"
                + " case when ? then e.embedding end from library l"
                + " join library_member m on m.domain = l.domain"
                + " and m.number = coalesce(?::integer, l.head)"
                + " join experience e on e.id = m.experience_id join member a on a.id = e.author_id"
                + " where ?::text is null or l.domain = ? order by m.domain, m.position",
            ExportQueries::read,
            taker,
            names,
            vectors,
            vectors,
            version,
            domain,
            domain);
  }

  private static @Nullable FileVector vector(ResultSet row) throws SQLException {
    Array values = row.getArray(8);
    return values == null ? null : new FileVector(row.getString(7), Floats.read(values));
  }

  private static ExportedExperience read(ResultSet row) throws SQLException {
    return new ExportedExperience(
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        ExamplesJson.read(row.getString(4)),
        Sql.uuid(row, 5),
        row.getString(6),
        vector(row));
  }
}
