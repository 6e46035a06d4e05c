package ngo.zoo.persistence.books;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ngo.zoo.books.AccountQuery;
import ngo.zoo.books.AccountRow;
import ngo.zoo.books.Cursor;
import ngo.zoo.books.Period;
import ngo.zoo.books.PostingRow;
import ngo.zoo.books.Slice;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Accounts and their postings. */
@ApplicationScoped
public class AccountReader {
  /** The foundation's accounts have one owner; a job or a grant owns its account by its own id. */
  static final String OWNER =
      """
      coalesce(m.display_name, o.name, n.name, ho.name, hm.display_name,
        case when a.owner_id = '00000000-0000-0000-0000-000000000001' then 'Foundation' else '–' end)
      """;

  static final String OWNERS =
      """
      left join member m on m.id = a.owner_id
      left join organisation o on o.id = a.owner_id
      left join node n on n.id = a.owner_id
      left join hold h on h.id = a.owner_id
      left join organisation ho on ho.id = h.payer_id
      left join member hm on hm.id = h.payer_id
      """;

  private static final String ROWS =
      "select a.id, a.kind, a.owner_id, "
          + OWNER
          + " as owner, m.login, a.asset, a.balance, a.version, a.created_at from account a "
          + OWNERS;

  private static final String WHERE =
      """
      where (?::text is null or a.kind = ?) and (?::text is null or a.asset = ?)
        and (not ? or a.balance <> 0)
        and (? = '' or position(lower(?) in lower(coalesce(m.display_name, o.name, n.name, ho.name,
              hm.display_name, case when a.owner_id = '00000000-0000-0000-0000-000000000001'
              then 'Foundation' end, ''))) > 0
          or position(lower(?) in lower(coalesce(m.login, ''))) > 0
          or a.id::text = lower(?) or a.owner_id::text = lower(?))
      """;

  private static final String POSTINGS =
      """
      select p.entry_id, p.line, e.posted_at, e.cause_kind, e.cause_id, e.memo, a.asset, p.amount,
        p.balance_after
      from posting p
      join account a on a.id = p.account_id
      join journal_entry e on e.id = p.entry_id
      where p.account_id = ? and (p.entry_id, p.line) < (?, ?) and e.posted_at >= ? and e.posted_at < ?
      order by p.entry_id desc, p.line desc
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public AccountReader() {}

  AccountReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  public Page<AccountRow> page(AccountQuery query, PageRequest request) {
    List<@Nullable Object> values = values(query);
    long total =
        sql()
            .number("select count(*) from account a " + OWNERS + WHERE, values.toArray())
            .longValueExact();
    values.add(request.first());
    values.add(request.size());
    List<AccountRow> rows =
        sql()
            .list(
                ROWS + WHERE + order(query.by()) + " offset ? limit ?",
                AccountReader::account,
                values.toArray());
    return new Page<>(rows, total);
  }

  /** All of them, row by row. */
  public void each(AccountQuery query, Consumer<AccountRow> taker) {
    sql()
        .each(
            ROWS + WHERE + order(query.by()),
            AccountReader::account,
            taker,
            values(query).toArray());
  }

  public Optional<AccountRow> account(UUID id) {
    return sql().first(ROWS + "where a.id = ?", AccountReader::account, id);
  }

  /** Newest first, after the cursor. */
  public Slice<PostingRow> postings(UUID account, Period period, Cursor after, int size) {
    List<PostingRow> rows =
        sql()
            .list(
                POSTINGS + " limit ?",
                AccountReader::posting,
                account,
                after.entryId(),
                after.line(),
                period.begin(),
                period.end(),
                size + 1);
    if (rows.size() <= size) {
      return new Slice<>(rows, null);
    }
    PostingRow last = rows.get(size - 1);
    return new Slice<>(rows.subList(0, size), new Cursor(last.entryId(), last.line()).toString());
  }

  /** Newest first, row by row. */
  public void eachPosting(UUID account, Period period, Consumer<PostingRow> taker) {
    sql()
        .each(
            POSTINGS,
            AccountReader::posting,
            taker,
            account,
            Cursor.START.entryId(),
            Cursor.START.line(),
            period.begin(),
            period.end());
  }

  /** What stood on the account before an instant, added up. */
  public Amount balanceAt(AccountRow account, Instant at) {
    return new Amount(
        account.balance().asset(),
        sql()
            .number(
                """
                select coalesce(sum(p.amount), 0) from posting p
                join journal_entry e on e.id = p.entry_id
                where p.account_id = ? and e.posted_at < ?
                """,
                account.id(),
                at));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static List<@Nullable Object> values(AccountQuery query) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(query.kind());
    values.add(query.kind());
    values.add(query.asset());
    values.add(query.asset());
    values.add(query.funded());
    for (int i = 0; i < 5; i++) {
      values.add(query.search());
    }
    return values;
  }

  private static String order(AccountQuery.Order by) {
    return switch (by) {
      case BALANCE -> "order by a.asset, a.balance desc, a.id";
      case OWNER -> "order by lower(" + OWNER + "), a.kind, a.asset, a.id";
      case KIND -> "order by a.kind, a.asset, a.balance desc, a.id";
      case OPENED -> "order by a.created_at desc, a.id desc";
    };
  }

  static AccountRow account(ResultSet row) throws SQLException {
    return new AccountRow(
        Sql.uuid(row, 1),
        AccountKind.valueOf(row.getString(2)),
        Sql.uuid(row, 3),
        row.getString(4),
        row.getString(5),
        new Amount(Asset.valueOf(row.getString(6)), Sql.units(row, 7)),
        row.getLong(8),
        Sql.instant(row, 9));
  }

  private static PostingRow posting(ResultSet row) throws SQLException {
    Asset asset = Asset.valueOf(row.getString(7));
    return new PostingRow(
        Sql.uuid(row, 1),
        row.getInt(2),
        Sql.instant(row, 3),
        CauseKind.valueOf(row.getString(4)),
        Sql.uuid(row, 5),
        row.getString(6),
        new Amount(asset, Sql.units(row, 8)),
        new Amount(asset, Sql.units(row, 9)));
  }
}
