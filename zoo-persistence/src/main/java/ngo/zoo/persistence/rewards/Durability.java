package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;

/**
 * Waits until what was posted early is durable, outside of any transaction. PostgreSQL brings its
 * log to the disk in order, and one write for all who wait: a durable commit after the one that is
 * asked for makes that durable too.
 */
@ApplicationScoped
public class Durability {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public Durability() {}

  public Durability(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Returns once the posting survives a crash.
   *
   * @throws IllegalStateException when the database crashed and lost it: nothing of it is there,
   *     and it may be posted again with the same keys
   */
  public void await(EarlyPosting posting) {
    if (!posting.witnesses().isEmpty() && !durable(posting)) {
      throw new IllegalStateException(
          "The database lost a commit that it had not written yet; post again with the same keys");
    }
  }

  private boolean durable(EarlyPosting posting) {
    return new Sql(dataSource)
        .first(
            "select make_durable(?)",
            row -> row.getBoolean(1),
            (Object) posting.witnesses().toArray(UUID[]::new))
        .orElseThrow();
  }
}
