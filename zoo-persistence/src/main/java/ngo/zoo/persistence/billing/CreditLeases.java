package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.ejb.ApplicationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.rewards.leases.OpenedLease;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import org.jspecify.annotations.Nullable;

/**
 * Credit leases in the books (V0083). What is leased counts as spent in every window and account
 * that binds it until it is given back; the functions of the database decide, by its clock, whether
 * a lease is still good, so that no server's memory or clock can make two of one.
 */
@ApplicationScoped
public class CreditLeases {
  /** A lease ended between two looks, by its time or by its size. */
  @ApplicationException(rollback = true)
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient UUID lease;

    public Refused(UUID lease) {
      super("lease " + lease + " gives no more");
      this.lease = lease;
    }

    public UUID lease() {
      return lease;
    }
  }

  /**
   * What a batch of answers takes from one lease.
   *
   * @param payer whose reserved account holds what is left of it
   */
  public record Draw(UUID lease, UUID payer, Amount amount) {}

  private static final String OVERDRAWN = "ZO001";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private Spending spending;
  @Inject private Journal journal;
  @Inject private BusinessClock clock;

  /** For the container. */
  public CreditLeases() {}

  public CreditLeases(
      DataSource dataSource, Spending spending, Journal journal, BusinessClock clock) {
    this.dataSource = dataSource;
    this.spending = spending;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Opens a lease in the caller's transaction.
   *
   * @param holder the server process
   * @param most what it may be at most, {@code least} what is worth it
   * @param shareBp and at most this of what is left of anything that binds it, in basis points
   * @return empty when there is not so much
   */
  public Optional<OpenedLease> open(
      UUID holder, LeaseScope scope, Amount most, Amount least, int shareBp, Duration lasts) {
    Instant now = clock.now();
    List<Spending.Bound> bounds = List.of();
    if (scope.payerKind() == AccountKind.ORGANISATION) {
      keepBudgets(scope.payer());
      bounds = spending.bounds(scope.payer(), scope.project(), scope.keyFamily());
    }
    UUID id = Ids.next();
    BigInteger opened = opened(id, holder, scope, most, least, shareBp, bounds, lasts, now);
    return opened.signum() == 0
        ? Optional.empty()
        : Optional.of(
            new OpenedLease(
                id,
                new Amount(most.asset(), opened),
                firstEnd(bounds, now),
                isDurable(scope.payer(), now)));
  }

  private BigInteger opened(
      UUID id,
      UUID holder,
      LeaseScope scope,
      Amount most,
      Amount least,
      int shareBp,
      List<Spending.Bound> bounds,
      Duration lasts,
      Instant now) {
    try {
      return sql()
          .number(
              """
              select open_lease(?, ?, ?, ?, ?::uuid, ?::uuid, ?, ?, ?, ?, ?::uuid[],
                ?::text[]::timestamptz[], ?::interval, ?, ?)
              """,
              id,
              holder,
              scope.payerKind(),
              scope.payer(),
              scope.project(),
              scope.keyFamily(),
              most.asset(),
              most.units(),
              least.units(),
              shareBp,
              bounds.stream().map(Spending.Bound::id).toArray(UUID[]::new),
              bounds.stream()
                  .map(bound -> bound.period().start(now).toString())
                  .toArray(String[]::new),
              lasts.toMillis() + " ms",
              now,
              Ids.next());
    } catch (SqlFailure e) {
      if (e.state().equals(OVERDRAWN)) {
        throw new Refused(id);
      }
      throw e;
    }
  }

  private static @Nullable Instant firstEnd(List<Spending.Bound> bounds, Instant now) {
    Instant first = null;
    for (Spending.Bound bound : bounds) {
      Instant end = bound.period().end(bound.period().start(now));
      first = end == null || first != null && first.isBefore(end) ? first : end;
    }
    return first;
  }

  /** Whether the plan in force wants receipts committed before the reply. */
  private boolean isDurable(UUID payer, Instant now) {
    return sql()
        .first(
            """
            select coalesce((v.terms ->> 'durable_receipts')::boolean, false)
            from plan_assignment a join plan_version v on v.plan_id = a.plan_id
            where a.organisation_id = ? and a.valid_from <= ? and v.valid_from <= ?
            order by a.valid_from desc, v.valid_from desc limit 1
            """,
            row -> row.getBoolean(1),
            payer,
            now,
            now)
        .orElse(false);
  }

  /**
   * Prolongs leases that are still good.
   *
   * @return those, and whether they were recalled
   */
  public Map<UUID, Boolean> renew(Collection<UUID> leases, Duration lasts) {
    Map<UUID, Boolean> good = new HashMap<>();
    sql()
        .list(
            """
            update credit_lease l set expires_at = clock_timestamp() + ?::interval
            from (
              select id from credit_lease
              where id = any (?) and status = 'PENDING' and expires_at > clock_timestamp()
              order by id for no key update) g
            where l.id = g.id returning l.id, l.recalled
            """,
            row -> good.put(Sql.uuid(row, 1), row.getBoolean(2)),
            lasts.toMillis() + " ms",
            leases.toArray(UUID[]::new));
    return good;
  }

  /**
   * Moves what answers took from reserved to held, in the transaction that writes their receipts:
   * one entry a lease and batch.
   *
   * @param batch names the entries
   * @param fee of a next query like these, for budgets' alerts
   * @throws Refused when one of them cannot give so much any more; nothing was done then
   */
  public void settle(UUID batch, List<Draw> draws, Amount fee) {
    UUID[] ids = draws.stream().map(Draw::lease).toArray(UUID[]::new);
    BigInteger[] amounts =
        draws.stream().map(draw -> draw.amount().units()).toArray(BigInteger[]::new);
    Optional<UUID> refused =
        sql()
            .list(
                "select settle_leases(?, ?)",
                row -> Optional.ofNullable(row.getObject(1, UUID.class)),
                ids,
                amounts)
            .getFirst();
    if (refused.isPresent()) {
      throw new Refused(refused.get());
    }
    journal.postAll(draws.stream().map(draw -> entry(batch, draw)).toList(), clock.now());
    spending.alertAfter(draws.stream().map(Draw::lease).toList(), fee);
  }

  private static PostEntry entry(UUID batch, Draw draw) {
    return new PostEntry(
        "lease:settle:" + batch + ":" + draw.lease(),
        CauseKind.QUERY,
        draw.lease(),
        "Fees held until the answers are final",
        List.of(
            new PostEntry.Line(AccountKind.FEE_RESERVED, draw.payer(), draw.amount().negate()),
            new PostEntry.Line(AccountKind.FEE_HELD, Journal.FOUNDATION, draw.amount())));
  }

  /** Gives back at most so much of what is left; the lease goes on. */
  public void giveBack(UUID lease, Amount unspent) {
    returned(lease, unspent.units(), false, "Fees of coming questions given back");
  }

  /** Ends the lease and gives back what is left. */
  public void close(UUID lease) {
    returned(lease, null, false, "Fees of coming questions given back");
  }

  /** As {@link #close} when its time is over; false when it was prolonged or ended meanwhile. */
  public boolean expire(UUID lease) {
    return returned(lease, null, true, "Fees given back: their server is gone").isPresent();
  }

  private Optional<BigInteger> returned(
      UUID lease, @Nullable BigInteger most, boolean expired, String memo) {
    return sql()
        .list(
            "select return_lease(?, ?::numeric, ?, ?, ?, ?)",
            row -> Optional.ofNullable(row.getBigDecimal(1)),
            lease,
            most,
            expired,
            memo,
            clock.now(),
            Ids.next())
        .getFirst()
        .map(units -> units.toBigIntegerExact());
  }

  /**
   * What the owner can spend of this account: what stands on it and what is leased from it and not
   * yet spent. Zero when there is no such account.
   */
  public Amount spendable(AccountKind kind, UUID ownerId, Asset asset) {
    return new Amount(asset, sql().number("select spendable(?, ?, ?)", kind, ownerId, asset));
  }

  /** Leases whose time is over, oldest first, at most a hundred. */
  public List<UUID> expired() {
    return new ArrayList<>(
        sql()
            .list(
                """
                select id from credit_lease where status = 'PENDING' and expires_at <= clock_timestamp()
                order by expires_at limit 100
                """,
                row -> Sql.uuid(row, 1)));
  }

  /** Asks all servers to give back what they leased within the scope. */
  public void recall(LeaseScope scope) {
    recall(sql(), scope.payer(), scope.project(), scope.keyFamily());
  }

  static void recall(Sql sql, UUID payer, @Nullable UUID project, @Nullable UUID keyFamily) {
    sql.update(
        """
        update credit_lease l set recalled = true
        from (
          select id from credit_lease where payer_id = ? and status = 'PENDING' and not recalled
            and (?::uuid is null or project_id = ?::uuid)
            and (?::uuid is null or key_family = ?::uuid)
          order by id for no key update) g
        where l.id = g.id
        """,
        payer,
        project,
        project,
        keyFamily,
        keyFamily);
  }

  /**
   * Leases of an organisation are opened one beside the other, and none while its budgets change:
   * each is bound by all budgets there are, or is there to be recalled.
   */
  private void keepBudgets(UUID organisation) {
    sql()
        .first(
            "select 1 from organisation where id = ? for share",
            row -> row.getInt(1),
            organisation);
  }

  /** Until the transaction ends; before any lease or window is locked. */
  static void changeBudgets(Sql sql, UUID organisation) {
    sql.first(
        "select 1 from organisation where id = ? for no key update",
        row -> row.getInt(1),
        organisation);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
