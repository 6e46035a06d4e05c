package ngo.zoo.persistence.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.rewards.leases.LeaseDesk;
import ngo.zoo.rewards.leases.LeaseLedger;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.rewards.leases.OpenedLease;
import ngo.zoo.shared.Amount;

/** A server's desk over the test database that can be killed. */
final class TestServer implements LeaseLedger {
  private static final LeaseDesk.Terms QUICK =
      new LeaseDesk.Terms(
          0, 4, Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(2));

  private final Database database;
  private final CreditLeases leases;
  private final UUID holder = Ids.next();
  private final LeaseDesk desk;
  private volatile boolean alive = true;

  TestServer(Database database, CreditLeases leases) {
    this.database = database;
    this.leases = leases;
    this.desk =
        new LeaseDesk(
            this,
            QUICK,
            () -> Duration.ofSeconds(60),
            work -> Thread.ofVirtual().start(work),
            System::nanoTime,
            Instant::now);
  }

  LeaseDesk desk() {
    return desk;
  }

  boolean isAlive() {
    return alive;
  }

  /** From now on nothing of it reaches the books. */
  void kill() {
    alive = false;
  }

  @Override
  public Optional<OpenedLease> open(LeaseScope scope, Amount most, Amount least) {
    Amount wanted = most.compareTo(least) < 0 ? least : most;
    try {
      return alive
          ? database.inTransaction(
              () -> leases.open(holder, scope, wanted, least, 100, QUICK.lasts()))
          : Optional.empty();
    } catch (CreditLeases.Refused meanwhile) {
      return Optional.empty();
    }
  }

  @Override
  public Map<UUID, Boolean> renew(Collection<UUID> held) {
    return database.inTransaction(() -> leases.renew(held, QUICK.lasts()));
  }

  @Override
  public void giveBack(UUID lease, Amount unspent) {
    if (alive) {
      database.inTransaction(() -> leases.giveBack(lease, unspent));
    }
  }

  @Override
  public void close(UUID lease) {
    if (alive) {
      database.inTransaction(() -> leases.close(lease));
    }
  }

  @Override
  public void recall(LeaseScope scope) {
    if (alive) {
      database.inTransaction(() -> leases.recall(scope));
    }
  }
}
