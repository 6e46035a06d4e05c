package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;

/** What an organisation's answers used and what paid for them, from receipts and reservations. */
@ApplicationScoped
public class MeteredReader {
  private record Row(int part, MeteredUsage usage) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public MeteredReader() {}

  public MeteredReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Usage of consecutive parts, each by day, project and model; in one statement.
   *
   * @param bounds where parts begin, and last where the last one ends
   */
  public List<List<MeteredUsage>> usage(UUID organisation, List<Instant> bounds) {
    List<List<MeteredUsage>> parts = new ArrayList<>();
    for (int i = 1; i < bounds.size(); i++) {
      parts.add(new ArrayList<>());
    }
    List<Row> rows =
        sql()
            .list(
                """
                select t.part, p.name, r.model, count(*), sum(r.prompt_tokens),
                  sum(r.completion_tokens), sum(r.fee)
                from unnest(?::text[]::timestamptz[], ?::text[]::timestamptz[])
                  with ordinality as t(begins, ends, part)
                join receipt r on r.answered_at >= t.begins and r.answered_at < t.ends
                left join project p on p.id = r.project_id
                where r.payer_kind = 'ORGANISATION' and r.payer_id = ? and r.status <> 'REFUNDED'
                group by t.part, (r.answered_at at time zone 'UTC')::date, p.name, r.model
                order by t.part, (r.answered_at at time zone 'UTC')::date, p.name, r.model
                """,
                row ->
                    new Row(
                        row.getInt(1),
                        new MeteredUsage(
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            Amount.keeper(Sql.units(row, 7)))),
                texts(bounds.subList(0, bounds.size() - 1)),
                texts(bounds.subList(1, bounds.size())),
                organisation);
    rows.forEach(row -> parts.get(row.part() - 1).add(row.usage()));
    return parts;
  }

  /** What grants of credits gave to the fees of answers of {@code [from, to)}. */
  public Amount creditsUsed(UUID organisation, Instant from, Instant to) {
    return Amount.keeper(
        sql()
            .number(
                """
                select sum(units) from (
                select coalesce(s.amount, v.amount) as units
                from receipt r join reservation v on v.id = r.id
                left join reservation_source s on s.reservation_id = v.id
                join account a on a.id = coalesce(s.account_id, v.account_id)
                where r.payer_kind = 'ORGANISATION' and r.payer_id = ? and r.answered_at >= ?
                  and r.answered_at < ? and a.kind = 'CREDIT' and r.status <> 'REFUNDED'
                union all
                select r.fee from receipt r join credit_lease l on l.id = r.lease_id
                where r.payer_kind = 'ORGANISATION' and r.payer_id = ? and r.answered_at >= ?
                  and r.answered_at < ? and l.source_kind = 'CREDIT' and r.status <> 'REFUNDED') u
                """,
                organisation,
                from,
                to,
                organisation,
                from,
                to));
  }

  private static String[] texts(List<Instant> times) {
    return times.stream().map(Instant::toString).toArray(String[]::new);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
