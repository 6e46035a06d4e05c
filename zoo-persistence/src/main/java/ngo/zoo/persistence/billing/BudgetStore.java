package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.BudgetAlert;
import ngo.zoo.billing.BudgetDraft;
import ngo.zoo.billing.BudgetLevel;
import ngo.zoo.billing.BudgetPeriod;
import ngo.zoo.billing.BudgetView;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Budgets in force with their present windows, and the alerts they raised. */
@ApplicationScoped
public class BudgetStore {
  private static final int MOST_ALERTS = 50;

  private static final int MOST_AT_ONCE = 200;

  /** Budgets in force with their present windows. */
  private static final String IN_FORCE =
      """
       from budget b
      left join project p on p.id = b.project_id
      left join api_key k on k.id = b.key_id
      left join budget_window w on w.budget_id = b.id and w.starts_at =
        case b.period when 'HOUR' then ?::timestamptz when 'DAY' then ? when 'WEEK' then ?
          when 'MONTH' then ? else ? end
      where b.organisation_id = ? and b.ended_at is null
        and position(lower(?) in lower(coalesce(p.name, k.name || ' ' || k.prefix, '') || ' ' ||
          case when b.key_id is not null then 'key' when b.project_id is not null then 'project'
            else 'organisation' end || ' ' || b.period)) > 0
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public BudgetStore() {}

  BudgetStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Sets the budget; a total one counts from now on. */
  public UUID add(UUID organisation, BudgetDraft draft, Instant now) {
    recall(organisation);
    UUID id = Ids.next();
    sql()
        .update(
            """
            insert into budget
              (id, organisation_id, project_id, key_id, period, most, hard, created_at)
            values (?, ?, ?::uuid, ?::uuid, ?, ?, ?, ?)
            """,
            id,
            organisation,
            draft.projectId(),
            draft.keyId(),
            draft.period(),
            draft.limit().units(),
            draft.hard(),
            now);
    return id;
  }

  /**
   * What is leased does not know the new limit: nothing more is spent of it, a few seconds later on
   * other servers. Before any window is locked, for the order of locks; and no lease is opened that
   * does not know the limit.
   */
  private void recall(UUID organisation) {
    CreditLeases.changeBudgets(sql(), organisation);
    CreditLeases.recall(sql(), organisation, null, null);
  }

  /** Whether there was such a budget in force. Alerts of the present window may be raised anew. */
  public boolean change(UUID organisation, UUID budget, Amount limit) {
    recall(organisation);
    boolean changed =
        sql()
                .update(
                    """
                    update budget set most = ?
                    where id = ? and organisation_id = ? and ended_at is null
                    """,
                    limit.units(),
                    budget,
                    organisation)
            == 1;
    if (changed) {
      sql().update("update budget_window set alerted = 0 where budget_id = ?", budget);
    }
    return changed;
  }

  /** Whether there was such a budget in force. */
  public boolean end(UUID organisation, UUID budget, Instant now) {
    return sql()
            .update(
                """
                update budget set ended_at = ?
                where id = ? and organisation_id = ? and ended_at is null
                """,
                now,
                budget,
                organisation)
        == 1;
  }

  /** Budgets in force, oldest first. */
  public List<BudgetView> inForce(UUID organisation, Instant now) {
    List<BudgetView> all = new ArrayList<>();
    Page<BudgetView> page;
    do {
      page = inForce(organisation, new PageRequest(all.size(), MOST_AT_ONCE, ""), now);
      all.addAll(page.items());
    } while (all.size() < page.total() && !page.items().isEmpty());
    return all;
  }

  /** A page of them; the search is for what a budget bounds, its level or its period. */
  public Page<BudgetView> inForce(UUID organisation, PageRequest request, Instant now) {
    String search = request.search().strip();
    return new Page<>(
        sql()
            .list(
                """
                select b.id, b.project_id, b.key_id, coalesce(p.name, k.name || ' ' || k.prefix, ''),
                  b.period, b.most, b.hard, b.created_at, w.spent, w.leased
                """
                    + IN_FORCE
                    + " order by b.created_at, b.id offset ? limit ?",
                row -> view(row, now),
                BudgetPeriod.HOUR.start(now),
                BudgetPeriod.DAY.start(now),
                BudgetPeriod.WEEK.start(now),
                BudgetPeriod.MONTH.start(now),
                BudgetPeriod.TOTAL.start(now),
                organisation,
                search,
                request.first(),
                request.size()),
        sql()
            .number(
                "select count(*)" + IN_FORCE,
                BudgetPeriod.HOUR.start(now),
                BudgetPeriod.DAY.start(now),
                BudgetPeriod.WEEK.start(now),
                BudgetPeriod.MONTH.start(now),
                BudgetPeriod.TOTAL.start(now),
                organisation,
                search)
            .longValueExact());
  }

  /** Whose budget it is. */
  public UUID organisation(UUID budget) {
    return sql()
        .first("select organisation_id from budget where id = ?", row -> Sql.uuid(row, 1), budget)
        .orElseThrow();
  }

  /** Notes that a window reached a threshold; again when the limit was changed meanwhile. */
  public void raise(
      UUID budget, Instant start, int percent, BigInteger spent, BigInteger most, Instant at) {
    sql()
        .update(
            """
            insert into budget_alert (budget_id, starts_at, percent, spent, most, raised_at)
            values (?, ?, ?, ?, ?, ?) on conflict (budget_id, starts_at, percent) do update
              set spent = excluded.spent, most = excluded.most, raised_at = excluded.raised_at
            """,
            budget,
            start,
            percent,
            spent,
            most,
            at);
  }

  /** The newest alerts, at most fifty. */
  public List<BudgetAlert> alerts(UUID organisation) {
    return sql()
        .list(
            """
            select b.id, b.project_id, b.key_id, coalesce(p.name, k.name || ' ' || k.prefix, ''),
              b.period, a.starts_at, a.percent, a.spent, a.most, a.raised_at
            from budget_alert a join budget b on b.id = a.budget_id
            left join project p on p.id = b.project_id
            left join api_key k on k.id = b.key_id
            where b.organisation_id = ?
            order by a.raised_at desc, a.percent desc limit ?
            """,
            BudgetStore::alert,
            organisation,
            MOST_ALERTS);
  }

  private static BudgetView view(ResultSet row, Instant now) throws SQLException {
    BudgetPeriod period = BudgetPeriod.valueOf(row.getString(5));
    Instant start = period.start(now);
    @Nullable UUID project = row.getObject(2, UUID.class);
    @Nullable UUID key = row.getObject(3, UUID.class);
    return new BudgetView(
        Sql.uuid(row, 1),
        level(project, key),
        row.getString(4),
        project,
        key,
        period,
        Amount.keeper(Sql.units(row, 6)),
        Amount.keeper(Sql.units(row, 9)),
        Amount.keeper(Sql.units(row, 10)),
        row.getBoolean(7),
        start,
        period.end(start),
        Sql.instant(row, 8));
  }

  private static BudgetAlert alert(ResultSet row) throws SQLException {
    return new BudgetAlert(
        Sql.uuid(row, 1),
        level(row.getObject(2, UUID.class), row.getObject(3, UUID.class)),
        row.getString(4),
        BudgetPeriod.valueOf(row.getString(5)),
        Sql.instant(row, 6),
        row.getInt(7),
        Amount.keeper(Sql.units(row, 8)),
        Amount.keeper(Sql.units(row, 9)),
        Sql.instant(row, 10));
  }

  private static BudgetLevel level(@Nullable UUID project, @Nullable UUID key) {
    if (key != null) {
      return BudgetLevel.KEY;
    }
    return project == null ? BudgetLevel.ORGANISATION : BudgetLevel.PROJECT;
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
