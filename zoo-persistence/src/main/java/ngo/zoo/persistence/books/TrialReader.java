package ngo.zoo.persistence.books;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import ngo.zoo.books.TrialBalance;
import ngo.zoo.books.TrialLine;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/** Trial balances, added up from postings up to and with an instant: balances are not asked. */
@ApplicationScoped
public class TrialReader {
  private static final String SUMS =
      """
      select p.account_id, -coalesce(sum(p.amount) filter (where p.amount < 0), 0) as debits,
        coalesce(sum(p.amount) filter (where p.amount > 0), 0) as credits
      from posting p join journal_entry e on e.id = p.entry_id
      """;
  private static final String PER_ACCOUNT = SUMS + " where e.posted_at <= ? group by p.account_id";
  private static final String OF_KIND =
      SUMS
          + " join account k on k.id = p.account_id"
          + " where k.asset = ? and k.kind = ? and e.posted_at <= ? group by p.account_id";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public TrialReader() {}

  TrialReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  public TrialBalance at(Instant at) {
    List<TrialBalance.Row> rows =
        new Sql(dataSource)
            .list(
                "select a.asset, a.kind, count(*), sum(t.debits), sum(t.credits) from ("
                    + PER_ACCOUNT
                    + ") t join account a on a.id = t.account_id group by a.asset, a.kind"
                    + " order by array_position(array['KEEPER', 'ZEN', 'ZOO', 'USD'], a.asset::text),"
                    + " a.kind",
                row -> {
                  Asset asset = Asset.valueOf(row.getString(1));
                  Amount debits = new Amount(asset, Sql.units(row, 4));
                  Amount credits = new Amount(asset, Sql.units(row, 5));
                  return new TrialBalance.Row(
                      asset,
                      AccountKind.valueOf(row.getString(2)),
                      row.getLong(3),
                      debits,
                      credits,
                      credits.minus(debits));
                },
                at);
    return TrialBalance.of(at, rows);
  }

  /** The accounts behind one row, largest balance first, at most a thousand. */
  public List<TrialLine> accounts(Instant at, Asset asset, AccountKind kind) {
    return new Sql(dataSource)
        .list(
            "select a.id, a.kind, a.owner_id, "
                + AccountReader.OWNER
                + ", t.debits, t.credits from ("
                + OF_KIND
                + ") t join account a on a.id = t.account_id "
                + AccountReader.OWNERS
                + " order by abs(t.credits - t.debits) desc, a.id limit 1000",
            row -> {
              Amount debits = new Amount(asset, Sql.units(row, 5));
              Amount credits = new Amount(asset, Sql.units(row, 6));
              return new TrialLine(
                  Sql.uuid(row, 1),
                  AccountKind.valueOf(row.getString(2)),
                  Sql.uuid(row, 3),
                  row.getString(4),
                  debits,
                  credits,
                  credits.minus(debits));
            },
            asset,
            kind,
            at);
  }
}
