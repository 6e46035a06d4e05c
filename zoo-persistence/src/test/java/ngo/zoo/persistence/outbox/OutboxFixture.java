package ngo.zoo.persistence.outbox;

import ngo.zoo.persistence.Database;
import ngo.zoo.shared.Outbox;

/** The outbox for tests of other packages. */
public final class OutboxFixture {
  private OutboxFixture() {}

  public static Outbox outbox(Database database) {
    return new JdbcOutbox(database);
  }
}
