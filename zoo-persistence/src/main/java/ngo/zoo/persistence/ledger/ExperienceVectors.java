package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.IndexedExperience;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.persistence.Sql;

/**
 * Read side of vectors: the one place that says which vectors an embedder has. Vectors of another
 * embedder are as good as none, so a change of the model shows here and nowhere else.
 */
@ApplicationScoped
public class ExperienceVectors {
  // As PostgreSQL sends an array, because the driver would make an object of every component.
  private static final String COLUMNS =
      "select e.id, e.domain, e.text, e.author_id, e.leaf_data, e.status,"
          + " array_send(e.embedding) as vector";

  private static final int ARRAY_HEADER = 20;

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** Members of a library version that have a vector of this embedder, in the tree's order. */
  public List<Entry> ofVersion(String domain, int number, String embedderId) {
    return sql()
        .list(
            COLUMNS
                + " from library_member m join experience e on e.id = m.experience_id"
                + " where m.domain = ? and m.number = ? and e.embedder_id = ? order by m.position",
            ExperienceVectors::entry,
            domain,
            number,
            embedderId);
  }

  /** Live experiences of the domain that are no members of this version. */
  public List<Entry> liveBeside(String domain, int number, String embedderId) {
    return sql()
        .list(
            COLUMNS
                + " from experience e where e.domain = ? and e.embedder_id = ? and e.status in ("
                + ExperienceQueries.LIVE
                + ") and not exists (select 1 from library_member m where m.domain = e.domain"
                + " and m.number = ? and m.experience_id = e.id)",
            ExperienceVectors::entry,
            domain,
            embedderId,
            number);
  }

  private Sql sql() {
    return new Sql(source);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    IndexedExperience experience =
        new IndexedExperience(
            row.getObject("id", UUID.class),
            row.getString("domain"),
            row.getString("text"),
            row.getObject("author_id", UUID.class),
            row.getBytes("leaf_data"),
            ExperienceStatus.valueOf(row.getString("status")));
    return new Entry(experience, QuantisedVector.of(floats(row.getBytes("vector"))));
  }

  /** One dimension, no nulls: a header, then each component's length and bytes. */
  static float[] floats(byte[] sent) {
    ByteBuffer buffer = ByteBuffer.wrap(sent, ARRAY_HEADER, sent.length - ARRAY_HEADER);
    float[] values = new float[buffer.remaining() / (Integer.BYTES + Float.BYTES)];
    for (int i = 0; i < values.length; i++) {
      buffer.getInt();
      values[i] = buffer.getFloat();
    }
    return values;
  }
}
