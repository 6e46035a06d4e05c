package ngo.zoo.persistence.party;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.persistence.Orm;

/** People for tests of other packages. */
public final class PartyFixture {
  private PartyFixture() {}

  /** A member with a login of its own. */
  public static UUID member(Orm orm, String name) {
    return orm.inTransaction(
        em -> new Parties(em).add(UUID.randomUUID().toString(), name, Instant.now()).id());
  }
}
