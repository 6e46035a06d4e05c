package ngo.zoo.bench.budget;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import ngo.zoo.bench.ThreadConnections;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.billing.CreditLeases;
import ngo.zoo.persistence.billing.CreditLeases.Draw;
import ngo.zoo.persistence.billing.Spending;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.Reservations;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.leases.LeaseDesk;
import ngo.zoo.rewards.leases.LeaseLedger;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.rewards.leases.OpenedLease;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;

/** The application's own leases and reservations as one server process uses them. */
final class Books implements LeaseLedger {
  /** As governed at genesis: the lease in use and the next one are half of 1 % each. */
  private static final int SHARE_BP = 50;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Business time that is the wall clock's. */
  private static final class WallClock implements BusinessClock {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void at(Instant instant, Runnable work) {
      throw new UnsupportedOperationException("time goes on by itself");
    }
  }

  private final ThreadConnections connections;
  private final UUID holder;
  private final Spending spending;
  private final Reservations reservations;
  private final CreditLeases leases;

  Books(String url, UUID holder) {
    this.connections = new ThreadConnections(url);
    this.holder = holder;
    WallClock clock = new WallClock();
    Journal journal = new Journal(connections);
    this.spending = new Spending(connections, clock, (listener, type, subject, payload) -> {});
    this.reservations = new Reservations(connections, journal, clock);
    this.leases = new CreditLeases(connections, spending, journal, clock);
  }

  @Override
  public Optional<OpenedLease> open(LeaseScope scope, Amount most, Amount least) {
    return in(
        () -> leases.open(holder, scope, most, least, SHARE_BP, LeaseDesk.Terms.USUAL.lasts()));
  }

  @Override
  public Map<UUID, Boolean> renew(Collection<UUID> held) {
    return in(() -> leases.renew(held, LeaseDesk.Terms.USUAL.lasts()));
  }

  @Override
  public void giveBack(UUID lease, Amount unspent) {
    in(
        () -> {
          leases.giveBack(lease, unspent);
          return true;
        });
  }

  @Override
  public void close(UUID lease) {
    in(
        () -> {
          leases.close(lease);
          return true;
        });
  }

  @Override
  public void recall(LeaseScope scope) {
    in(
        () -> {
          leases.recall(scope);
          return true;
        });
  }

  void settle(List<Draw> draws, Amount fee) {
    in(
        () -> {
          leases.settle(Ids.next(), draws, fee);
          return true;
        });
  }

  int expireAll() {
    int expired = 0;
    for (UUID lease : leases.expired()) {
      expired += in(() -> leases.expire(lease)) ? 1 : 0;
    }
    return expired;
  }

  /** One question paid alone; false when the budget has no room for it. */
  boolean payAlone(LeaseScope scope, Amount fee) {
    UUID query = Ids.next();
    try {
      return in(
          () -> {
            spending.claim(query, scope.payer(), null, null, fee);
            reservations.reserve(query, AccountKind.ORGANISATION, scope.payer(), fee, MINUTE);
            reservations.settle(query);
            return true;
          });
    } catch (Refusal refused) {
      return false;
    }
  }

  private <T> T in(Callable<T> work) {
    try {
      Connection connection = connections.getConnection();
      connection.setAutoCommit(false);
      try {
        T result = work.call();
        connection.commit();
        return result;
      } catch (Exception e) {
        connection.rollback();
        throw e;
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void end() throws SQLException {
    connections.close();
  }
}
