package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ngo.zoo.billing.UsageCheck;
import ngo.zoo.billing.UsageGroup;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.UsageRow;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;

/** Usage added up from receipts, and held against the journal. */
@ApplicationScoped
public class UsageReader {
  /** A column not grouped by is null in every row, so that all rows fall into one group. */
  private static final String ROWS =
      """
      select u.day, u.project_id, p.name, u.key_id, k.prefix, k.name, u.model,
        u.answers, u.prompt_tokens, u.completion_tokens, u.fee
      from (
        select case when ? then (answered_at at time zone 'UTC')::date end as day,
          case when ? then project_id end as project_id,
          case when ? then key_id end as key_id,
          case when ? then model end as model,
          count(*) as answers, sum(prompt_tokens) as prompt_tokens,
          sum(completion_tokens) as completion_tokens, sum(fee) as fee
        from receipt
        where payer_kind = 'ORGANISATION' and payer_id = ? and answered_at >= ? and answered_at < ?
        group by 1, 2, 3, 4
      ) u
      left join project p on p.id = u.project_id
      left join api_key k on k.id = u.key_id
      order by u.day, p.name, k.prefix, u.model
      """;

  private static final String CHECK =
      """
      with answer as (
        select id, fee, batch_id, lease_id from receipt
        where payer_kind = 'ORGANISATION' and payer_id = ? and answered_at >= ? and answered_at < ?
      ), batch as (
        select sum(p.amount) as units
        from (select distinct batch_id, lease_id from answer where lease_id is not null) r
        join journal_entry e on e.idempotency_key = 'lease:settle:' || r.batch_id || ':' || r.lease_id
        join posting p on p.entry_id = e.id and p.amount > 0
        join account a on a.id = p.account_id and a.kind = 'FEE_HELD'
      ), moved as (
        select sum(p.amount) as units from answer r
        join journal_entry e on e.cause_kind = 'QUERY' and e.cause_id = r.id
        join posting p on p.entry_id = e.id and p.amount > 0
        join account a on a.id = p.account_id and a.kind = 'FEE_HELD'
      )
      select count(*), sum(fee),
        (select coalesce((select units from moved), 0) + coalesce((select units from batch), 0))
      from answer
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public UsageReader() {}

  public UsageReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Hands over row by row, by day, project, key and model. */
  public void rows(UUID organisation, UsageQuery query, Consumer<UsageRow> taker) {
    new Sql(dataSource)
        .each(
            ROWS,
            UsageReader::row,
            taker,
            query.by().contains(UsageGroup.DAY),
            query.by().contains(UsageGroup.PROJECT),
            query.by().contains(UsageGroup.KEY),
            query.by().contains(UsageGroup.MODEL),
            organisation,
            query.begin(),
            query.end());
  }

  /** Fees on receipts beside what the journal moved for the same answers. */
  public UsageCheck check(UUID organisation, UsageQuery query) {
    return new Sql(dataSource)
        .first(
            CHECK,
            row ->
                new UsageCheck(
                    row.getLong(1),
                    Amount.keeper(Sql.units(row, 2)),
                    Amount.keeper(Sql.units(row, 3))),
            organisation,
            query.begin(),
            query.end())
        .orElseThrow();
  }

  private static UsageRow row(ResultSet row) throws SQLException {
    return new UsageRow(
        row.getObject(1, LocalDate.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getObject(4, UUID.class),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        Amount.keeper(Sql.units(row, 11)));
  }
}
