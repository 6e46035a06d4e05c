package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;

/**
 * Fees put aside while a model answers. A reservation is PENDING, then POSTED or VOID for ever; its
 * row is locked first, then the accounts, so settling and expiring never both happen. Leases run by
 * the wall clock, entries are dated by business time.
 */
@ApplicationScoped
public class Reservations {
  /** A locked reservation with the account it was taken from. */
  private record Reservation(AccountKind kind, UUID ownerId, Amount amount, String status) {
    boolean pending() {
      return status.equals("PENDING");
    }
  }

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private Journal journal;
  @Inject private BusinessClock clock;

  /** For the container. */
  public Reservations() {}

  public Reservations(DataSource dataSource, Journal journal, BusinessClock clock) {
    this.dataSource = dataSource;
    this.journal = journal;
    this.clock = clock;
  }

  /** Moves the fee from the payer's account to its reserved one; once per query. */
  public void reserve(UUID queryId, AccountKind kind, UUID payer, Amount fee, Duration lease) {
    Instant now = Instant.now();
    UUID account = journal.open(kind, payer, fee.asset(), clock.now());
    int added =
        sql()
            .update(
                """
                insert into reservation (id, account_id, amount, expires_at, created_at)
                values (?, ?, ?, ?, ?) on conflict (id) do nothing
                """,
                queryId,
                account,
                fee.units(),
                now.plus(lease),
                now);
    if (added == 1) {
      move("reserve", queryId, "Fee reserved", kind, payer, AccountKind.FEE_RESERVED, payer, fee);
    }
  }

  /**
   * Moves the reserved fee to the held account; once per query.
   *
   * @throws Refusal {@code reservation-expired} when it was given back meanwhile
   */
  public void settle(UUID queryId) {
    Reservation found = locked(queryId);
    if (found.status.equals("VOID")) {
      throw Refusal.conflict(
          "reservation-expired", "The fee was given back before the answer came; ask again");
    }
    if (found.pending()) {
      close(queryId, "POSTED");
      move(
          "settle",
          queryId,
          "Fee held until the answer is final",
          AccountKind.FEE_RESERVED,
          found.ownerId,
          AccountKind.FEE_HELD,
          Journal.FOUNDATION,
          found.amount);
    }
  }

  /**
   * Gives the reserved fee back unless it was settled or given back before.
   *
   * @return whether it was given back now
   */
  public boolean release(UUID queryId, String reason) {
    Reservation found = locked(queryId);
    if (found.pending()) {
      close(queryId, "VOID");
      move(
          "release",
          queryId,
          "Fee given back: " + reason,
          AccountKind.FEE_RESERVED,
          found.ownerId,
          found.kind,
          found.ownerId,
          found.amount);
    }
    return found.pending();
  }

  /** Queries whose lease is over, oldest first, at most a hundred. */
  public List<UUID> expired(Instant now) {
    return sql()
        .list(
            """
            select id from reservation where status = 'PENDING' and expires_at <= ?
            order by expires_at limit 100
            """,
            row -> Sql.uuid(row, 1),
            now);
  }

  private Reservation locked(UUID queryId) {
    Optional<Reservation> found =
        sql()
            .first(
                """
                select a.kind, a.owner_id, a.asset, r.amount, r.status
                from reservation r join account a on a.id = r.account_id
                where r.id = ? for update of r
                """,
                Reservations::read,
                queryId);
    return found.orElseThrow(() -> Refusal.notFound("reservation", queryId));
  }

  private void close(UUID queryId, String status) {
    sql().update("update reservation set status = ? where id = ?", status, queryId);
  }

  private void move(
      String step,
      UUID queryId,
      String memo,
      AccountKind from,
      UUID fromOwner,
      AccountKind to,
      UUID toOwner,
      Amount amount) {
    journal.post(
        new PostEntry(
            "fee:" + step + ":" + queryId,
            CauseKind.QUERY,
            queryId,
            memo,
            List.of(
                new PostEntry.Line(from, fromOwner, amount.negate()),
                new PostEntry.Line(to, toOwner, amount))),
        clock.now());
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static Reservation read(ResultSet row) throws SQLException {
    return new Reservation(
        AccountKind.valueOf(row.getString(1)),
        Sql.uuid(row, 2),
        new Amount(Asset.valueOf(row.getString(3)), Sql.units(row, 4)),
        row.getString(5));
  }
}
