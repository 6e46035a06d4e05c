package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.BudgetPeriod;
import ngo.zoo.billing.rules.AlertRule;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What budgets allow, exactly: each window is one row, and a query's fee is added to it by one
 * conditional statement in the transaction that reserves the fee. Rows are taken in the order of
 * budget ids, before any account, so that two queries never wait for each other crosswise. Alerts
 * follow what is settled: what is only reserved or leased may be given back.
 */
@ApplicationScoped
public class Spending {
  /** Listener of the facts on reached thresholds. */
  public static final String ALERTS = "budget-alerts";

  public static final String THRESHOLD_REACHED = "threshold-reached";

  /** A budget that applies to a query. */
  record Bound(UUID id, String name, BudgetPeriod period, BigInteger most, boolean hard) {}

  /** What is spent and leased of a window, and whose leases it counts. */
  private record Leased(LeaseScope scope, BigInteger spent, BigInteger leased) {
    static Leased of(ResultSet row) throws SQLException {
      return new Leased(
          new LeaseScope(
              AccountKind.ORGANISATION,
              Sql.uuid(row, 1),
              row.getObject(2, UUID.class),
              row.getObject(3, UUID.class)),
          Sql.units(row, 4),
          Sql.units(row, 5));
    }

    boolean leaves(Bound bound, Amount fee) {
      return spent.add(leased).add(fee.units()).compareTo(bound.most()) <= 0;
    }

    /** Once all that is leased is given back. */
    boolean wouldLeave(Bound bound, Amount fee) {
      return spent.add(fee.units()).compareTo(bound.most()) <= 0;
    }
  }

  private record Window(BigInteger spent, int alerted) {
    Window less(BigInteger reserved) {
      return new Window(spent.subtract(reserved), alerted);
    }
  }

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private BusinessClock clock;
  @Inject private Outbox outbox;

  /** For the container. */
  public Spending() {}

  public Spending(DataSource dataSource, BusinessClock clock, Outbox outbox) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.outbox = outbox;
  }

  /**
   * Takes the fee from every budget that bounds the query; once per query.
   *
   * @param project null, like {@code key}, when no API key was sent
   * @param key the family of the API key
   * @throws Refusal {@code budget-exceeded} (402) naming the budget that binds
   */
  public void claim(
      UUID query, UUID organisation, @Nullable UUID project, @Nullable UUID key, Amount fee) {
    Instant now = clock.now();
    for (Bound bound : bounds(organisation, project, key)) {
      Instant start = bound.period().start(now);
      if (noted(query, bound, start, fee) && !isAdded(bound, start, fee)) {
        throw exceeded(bound, start, fee);
      }
    }
  }

  /**
   * Raises what the windows of a query reach with what its answer costs; a next query is taken to
   * reserve what this one did. To be called in the transaction that settles its reservation, before
   * that, for the order of locks.
   *
   * @param cost at most what {@link #claim} took
   */
  public void settling(UUID query, Amount cost) {
    List<Runnable> alerts =
        sql()
            .list(
                """
                select b.id, b.period, b.most, b.hard, c.starts_at, w.spent, w.alerted, c.amount
                from reservation r
                join budget_claim c on c.query_id = r.id
                join budget_window w on w.budget_id = c.budget_id and w.starts_at = c.starts_at
                join budget b on b.id = c.budget_id
                where r.id = ? and r.status = 'PENDING'
                  and c.released_at is null and b.ended_at is null
                order by w.budget_id, w.starts_at for no key update of r, w
                """,
                row -> {
                  Amount reserved = new Amount(cost.asset(), Sql.units(row, 8));
                  return alerting(row, cost.units(), reserved);
                },
                query);
    alerts.forEach(Runnable::run);
  }

  /**
   * Gives back what {@link #claim} took if the query's reservation is still pending. To be called
   * in the transaction that releases it, before that, for the order of locks.
   */
  public void release(UUID query) {
    boolean pending =
        sql()
            .first(
                "select 1 from reservation where id = ? and status = 'PENDING' for update",
                row -> row.getInt(1),
                query)
            .isPresent();
    if (pending) {
      giveBack(query);
    }
  }

  private void giveBack(UUID query) {
    List<Runnable> returns =
        sql()
            .list(
                """
                update budget_claim set released_at = ?
                where query_id = ? and released_at is null
                returning budget_id, starts_at, amount
                """,
                row -> returning(Sql.uuid(row, 1), Sql.instant(row, 2), Sql.units(row, 3)),
                Instant.now(),
                query);
    returns.forEach(Runnable::run);
  }

  private Runnable returning(UUID budget, Instant start, BigInteger amount) {
    return () ->
        sql()
            .update(
                "update budget_window set spent = spent - ? where budget_id = ? and starts_at = ?",
                amount,
                budget,
                start);
  }

  /**
   * What leases would have to be given back for a query that budgets refuse. Nothing when a budget
   * is used up by what was spent, for then it would not help.
   *
   * @return scopes whose leases count in a window that has no room for the fee
   */
  public List<LeaseScope> leasedAway(
      UUID organisation, @Nullable UUID project, @Nullable UUID key, Amount fee) {
    Instant now = clock.now();
    List<LeaseScope> scopes = new ArrayList<>();
    for (Bound bound : bounds(organisation, project, key)) {
      Leased leased = bound.hard() ? leased(bound, bound.period().start(now)) : null;
      if (leased != null && !leased.leaves(bound, fee)) {
        scopes.add(leased.scope());
        if (!leased.wouldLeave(bound, fee)) {
          return List.of();
        }
      }
    }
    return scopes;
  }

  private @Nullable Leased leased(Bound bound, Instant start) {
    return sql()
        .first(
            """
            select b.organisation_id, b.project_id, b.key_id, w.spent, w.leased
            from budget b join budget_window w on w.budget_id = b.id
            where b.id = ? and w.starts_at = ?
            """,
            Leased::of,
            bound.id(),
            start)
        .orElse(null);
  }

  /** The budgets that bind a query, by id. */
  List<Bound> bounds(UUID organisation, @Nullable UUID project, @Nullable UUID key) {
    return sql()
        .list(
            """
            select b.id, coalesce('project ' || p.name, 'key ' || k.prefix, 'the organisation'),
              b.period, b.most, b.hard
            from budget b
            left join project p on p.id = b.project_id
            left join api_key k on k.id = b.key_id
            where b.organisation_id = ? and b.ended_at is null
              and (b.project_id is null or b.project_id = ?::uuid)
              and (b.key_id is null or b.key_id = ?::uuid)
            order by b.id
            """,
            Spending::bound,
            organisation,
            project,
            key);
  }

  /** Whether the query had not claimed this budget before. */
  private boolean noted(UUID query, Bound bound, Instant start, Amount fee) {
    return sql()
            .update(
                """
                insert into budget_claim (query_id, budget_id, starts_at, amount)
                values (?, ?, ?, ?) on conflict do nothing
                """,
                query,
                bound.id(),
                start,
                fee.units())
        == 1;
  }

  /** Adds the fee unless it passes a hard limit; the row's lock makes racing queries queue. */
  private boolean isAdded(Bound bound, Instant start, Amount fee) {
    return sql()
        .first(
            """
            insert into budget_window as w (budget_id, starts_at, spent)
            select ?, ?, ? where not ? or ? <= ?
            on conflict (budget_id, starts_at) do update set spent = w.spent + excluded.spent
              where not ? or w.spent + w.leased + excluded.spent <= ?
            returning w.spent
            """,
            row -> Sql.units(row, 1),
            bound.id(),
            start,
            fee.units(),
            bound.hard(),
            fee.units(),
            bound.most(),
            bound.hard(),
            bound.most())
        .isPresent();
  }

  /**
   * Raises what the windows of these leases have reached by what was settled of them, in the
   * transaction that settles.
   *
   * @param fee of a next query like these
   */
  public void alertAfter(Collection<UUID> leases, Amount fee) {
    List<Runnable> alerts =
        sql()
            .list(
                """
                select distinct b.id, b.period, b.most, b.hard, w.starts_at, w.spent, w.alerted
                from credit_lease_window c
                join budget_window w on w.budget_id = c.budget_id and w.starts_at = c.starts_at
                join budget b on b.id = c.budget_id
                where c.lease_id = any (?) and b.ended_at is null
                """,
                row -> alerting(row, BigInteger.ZERO, fee),
                (Object) leases.toArray(UUID[]::new));
    alerts.forEach(Runnable::run);
  }

  /**
   * @param more base units that are about to be spent of what is reserved
   */
  private Runnable alerting(ResultSet row, BigInteger more, Amount fee) throws SQLException {
    BudgetPeriod period = BudgetPeriod.valueOf(row.getString(2));
    Bound bound = new Bound(Sql.uuid(row, 1), "", period, Sql.units(row, 3), row.getBoolean(4));
    Instant start = Sql.instant(row, 5);
    Window window = new Window(Sql.units(row, 6).add(more), row.getInt(7));
    return () -> {
      if (!reached(bound, window, fee).isEmpty()) {
        Window settled = window.less(reserved(bound, start));
        alert(bound, start, settled, reached(bound, settled, fee));
      }
    };
  }

  /** What the window counts and may yet be given back; asked for only where it matters. */
  private BigInteger reserved(Bound bound, Instant start) {
    return sql()
        .number(
            """
            select coalesce(sum(c.amount), 0)
            from reservation r join budget_claim c on c.query_id = r.id
            where r.status = 'PENDING'
              and c.budget_id = ? and c.starts_at = ? and c.released_at is null
            """,
            bound.id(),
            start);
  }

  private static List<Integer> reached(Bound bound, Window window, Amount fee) {
    return AlertRule.reached(
        window.spent(), fee.units(), bound.most(), bound.hard(), window.alerted());
  }

  private void alert(Bound bound, Instant start, Window window, List<Integer> reached) {
    if (reached.isEmpty()) {
      return;
    }
    sql()
        .update(
            "update budget_window set alerted = ? where budget_id = ? and starts_at = ?",
            reached.getLast(),
            bound.id(),
            start);
    for (int percent : reached) {
      outbox.add(ALERTS, THRESHOLD_REACHED, bound.id(), fact(bound, start, window, percent));
    }
  }

  /** Base units as text, so that no reader of the JSON rounds them. */
  private String fact(Bound bound, Instant start, Window window, int percent) {
    return """
    {"window":"%s","percent":%d,"spent":"%s","most":"%s","at":"%s"}\
    """
        .formatted(start, percent, window.spent(), bound.most(), clock.now());
  }

  private Refusal exceeded(Bound bound, Instant start, Amount fee) {
    BigInteger spent =
        sql()
            .number(
                "select spent + leased from budget_window where budget_id = ? and starts_at = ?",
                bound.id(),
                start);
    Instant end = bound.period().end(start);
    return Refusal.paymentRequired(
        "budget-exceeded",
        "The %s budget of %s is used up: %s of %s are spent and this needs %s; %s"
            .formatted(
                words(bound.period()),
                bound.name(),
                Amount.keeper(spent),
                Amount.keeper(bound.most()),
                fee,
                end == null ? "raise it to go on" : "raise it or wait until " + end));
  }

  private static String words(BudgetPeriod period) {
    return switch (period) {
      case HOUR -> "hourly";
      case DAY -> "daily";
      case WEEK -> "weekly";
      case MONTH -> "monthly";
      case TOTAL -> "total";
    };
  }

  private static Bound bound(ResultSet row) throws SQLException {
    return new Bound(
        Sql.uuid(row, 1),
        row.getString(2),
        BudgetPeriod.valueOf(row.getString(3)),
        Sql.units(row, 4),
        row.getBoolean(5));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
