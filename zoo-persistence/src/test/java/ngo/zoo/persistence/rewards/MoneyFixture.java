package ngo.zoo.persistence.rewards;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.Database;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;

/** Accounts and reservations for tests of other packages. */
public final class MoneyFixture {
  private MoneyFixture() {}

  public static Reservations reservations(Database database, BusinessClock clock) {
    return new Reservations(database, new Journal(database), clock);
  }

  /** Gives an organisation something to spend. */
  public static void fund(Database database, UUID organisation, Amount amount) {
    PostEntry entry =
        new PostEntry(
            "test:" + organisation,
            CauseKind.GENESIS,
            organisation,
            "fund",
            List.of(
                new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, amount.negate()),
                new PostEntry.Line(AccountKind.ORGANISATION, organisation, amount)));
    database.inTransaction(() -> new Journal(database).post(entry, Instant.now()));
  }

  public static Amount balance(Database database, AccountKind kind, UUID owner, Amount like) {
    return new Journal(database).balance(kind, owner, like.asset());
  }
}
