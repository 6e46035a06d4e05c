package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.EarningDay;
import ngo.zoo.rewards.EarningKind;
import ngo.zoo.rewards.EarningRow;
import ngo.zoo.rewards.EarningTotal;
import ngo.zoo.rewards.EarningsQuery;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** What members and nodes earned, from the journal. */
@ApplicationScoped
public class EarningsReader {
  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9000, 1, 1);
  private static final String EARNED =
      """
      with earned as (
        select e.id, e.posted_at, e.cause_id, e.memo, e.cause_kind, a.kind as account, a.owner_id, p.amount,
          p.line, o.epoch,
          case when e.cause_kind = 'RECEIPT' and a.kind = 'MEMBER' then 'ANSWERS'
            when e.cause_kind = 'RECEIPT' then 'NODE_ANSWERS'
            when o.kind = 'EXPERIENCE' then 'EXPERIENCE_REWARD'
            when o.kind = 'DATA' then 'DATA_REWARD'
            when o.kind = 'REVENUE' then 'REVENUE_SHARE'
            else 'NODE_REWARD' end as kind
        from account a join posting p on p.account_id = a.id and p.amount > 0
        join journal_entry e on e.id = p.entry_id and e.cause_kind in ('RECEIPT', 'EPOCH')
        left join reward_payout o on o.paid_by = e.id
        where a.owner_id = any (?) and a.kind in ('MEMBER', 'NODE') and a.asset = 'KEEPER'
          and e.posted_at >= ? and e.posted_at < ?)
      """;
  private static final String COLUMNS =
      "select id, posted_at, kind, cause_kind, cause_id, epoch, account, owner_id, amount, memo ";
  private static final String OF_KIND = " from earned where kind = any (?) ";
  private static final String NEWEST = " order by posted_at desc, id desc, line ";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public EarningsReader() {}

  public EarningsReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The member and the nodes it runs: whose accounts its earnings are on. */
  public List<UUID> earners(UUID member) {
    return sql()
        .list(
            "select ?::uuid union all select id from node where owner_id = ?",
            row -> Sql.uuid(row, 1),
            member.toString(),
            member);
  }

  /** Newest first. */
  public Page<EarningRow> page(List<UUID> earners, EarningsQuery query, PageRequest request) {
    List<EarningRow> rows =
        sql()
            .list(
                EARNED + COLUMNS + OF_KIND + NEWEST + "offset ? limit ?",
                EarningsReader::read,
                earners.toArray(UUID[]::new),
                start(query.from(), FIRST),
                start(query.to(), LAST),
                kinds(query),
                request.first(),
                request.size());
    long total =
        sql()
            .number(
                EARNED + "select count(*)" + OF_KIND,
                earners.toArray(UUID[]::new),
                start(query.from(), FIRST),
                start(query.to(), LAST),
                kinds(query))
            .longValueExact();
    return new Page<>(rows, total);
  }

  /** Hands over row by row, newest first. */
  public void each(List<UUID> earners, EarningsQuery query, Consumer<EarningRow> taker) {
    sql()
        .each(
            EARNED + COLUMNS + OF_KIND + NEWEST,
            EarningsReader::read,
            taker,
            earners.toArray(UUID[]::new),
            start(query.from(), FIRST),
            start(query.to(), LAST),
            kinds(query));
  }

  /** By kind; kinds without earnings are left out. */
  public List<EarningTotal> totals(List<UUID> earners, EarningsQuery query) {
    return sql()
        .list(
            EARNED
                + "select kind, count(*), sum(amount)"
                + OF_KIND
                + "group by kind order by 3 desc",
            row ->
                new EarningTotal(
                    EarningKind.valueOf(row.getString(1)),
                    row.getLong(2),
                    Amount.keeper(Sql.units(row, 3))),
            earners.toArray(UUID[]::new),
            start(query.from(), FIRST),
            start(query.to(), LAST),
            kinds(query));
  }

  /** By day, oldest first; days without earnings are left out. */
  public List<EarningDay> days(List<UUID> earners, EarningsQuery query) {
    return sql()
        .list(
            EARNED
                + "select (posted_at at time zone 'UTC')::date, sum(amount)"
                + OF_KIND
                + "group by 1 order by 1",
            row ->
                new EarningDay(row.getObject(1, LocalDate.class), Amount.keeper(Sql.units(row, 2))),
            earners.toArray(UUID[]::new),
            start(query.from(), FIRST),
            start(query.to(), LAST),
            kinds(query));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static Instant start(@Nullable LocalDate day, LocalDate otherwise) {
    return (day == null ? otherwise : day).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static String[] kinds(EarningsQuery query) {
    return query.kinds().stream().map(Enum::name).toArray(String[]::new);
  }

  private static EarningRow read(ResultSet row) throws SQLException {
    boolean answer = row.getString(4).equals("RECEIPT");
    boolean node = row.getString(7).equals(AccountKind.NODE.name());
    return new EarningRow(
        Sql.uuid(row, 1),
        Sql.instant(row, 2),
        EarningKind.valueOf(row.getString(3)),
        answer ? Sql.uuid(row, 5) : null,
        answer ? null : Integer.valueOf(row.getInt(6)),
        node ? Sql.uuid(row, 8) : null,
        Amount.keeper(Sql.units(row, 9)),
        row.getString(10));
  }
}
