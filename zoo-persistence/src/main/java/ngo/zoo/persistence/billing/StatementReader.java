package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.StatementGroup;
import ngo.zoo.billing.StatementView;
import ngo.zoo.billing.StatementView.Movement;
import ngo.zoo.billing.StatementView.Section;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/**
 * An organisation's accounts and its credits over a range, added up from postings and held against
 * the balances.
 */
@ApplicationScoped
public class StatementReader {
  private static final String SUMS =
      """
      select a.kind, a.asset, a.balance, e.cause_kind,
        sum(p.amount) filter (where e.posted_at < t.begin),
        sum(p.amount) filter (where e.posted_at >= t.begin and e.posted_at < t.finish),
        count(distinct e.id) filter (where e.posted_at >= t.begin and e.posted_at < t.finish),
        sum(p.amount) filter (where e.posted_at >= t.finish), a.id,
        e.cause_kind = 'INVOICE_CREDIT' and p.amount < 0
      from (select ?::timestamptz as begin, ?::timestamptz as finish) t
      cross join account a
      left join posting p on p.account_id = a.id left join journal_entry e on e.id = p.entry_id
      where a.owner_id = ? or a.owner_id in (select id from credit_grant where owner_id = ?)
      group by a.id, e.cause_kind, 10 order by a.asset, a.kind, e.cause_kind
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public StatementReader() {}

  StatementReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private record Key(AccountKind kind, Asset asset) {}

  /** What one kind of cause moved on one account. */
  private record Sum(
      Key key,
      UUID account,
      @Nullable CauseKind cause,
      Amount balance,
      Amount before,
      Amount within,
      long entries,
      Amount after,
      boolean out) {}

  /** UTC days {@code [from, to)}. */
  public StatementView statement(UUID organisation, LocalDate from, LocalDate to) {
    Map<Key, List<Sum>> byAccount = new LinkedHashMap<>();
    new Sql(dataSource)
        .list(SUMS, StatementReader::read, midnight(from), midnight(to), organisation, organisation)
        .forEach(sum -> byAccount.computeIfAbsent(sum.key, key -> new ArrayList<>()).add(sum));
    List<Section> sections = new ArrayList<>();
    byAccount.forEach((key, sums) -> sections.add(section(key, sums)));
    return new StatementView(organisation, from, to, sections);
  }

  private static Section section(Key key, List<Sum> sums) {
    Amount opening = Amount.zero(key.asset);
    Amount ledger = Amount.zero(key.asset);
    Set<UUID> counted = new HashSet<>();
    Map<StatementGroup, Movement> movements = new EnumMap<>(StatementGroup.class);
    for (Sum sum : sums) {
      opening = opening.plus(sum.before);
      ledger = ledger.minus(sum.after);
      if (counted.add(sum.account)) {
        ledger = ledger.plus(sum.balance);
      }
      CauseKind cause = sum.cause;
      if (cause != null && sum.entries > 0) {
        StatementGroup group = StatementGroup.of(cause, key.kind, sum.out);
        movements.merge(
            group, new Movement(group, sum.entries, sum.within), StatementReader::together);
      }
    }
    return new Section(key.kind, opening, List.copyOf(movements.values()), ledger);
  }

  private static Movement together(Movement one, Movement other) {
    return new Movement(
        one.group(), one.entries() + other.entries(), one.amount().plus(other.amount()));
  }

  private static Sum read(ResultSet row) throws SQLException {
    Asset asset = Asset.valueOf(row.getString(2));
    String cause = row.getString(4);
    return new Sum(
        new Key(AccountKind.valueOf(row.getString(1)), asset),
        Sql.uuid(row, 9),
        cause == null ? null : CauseKind.valueOf(cause),
        new Amount(asset, Sql.units(row, 3)),
        new Amount(asset, Sql.units(row, 5)),
        new Amount(asset, Sql.units(row, 6)),
        row.getLong(7),
        new Amount(asset, Sql.units(row, 8)),
        row.getBoolean(10));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
