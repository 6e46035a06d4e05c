package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.MoneyCheck;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;

/**
 * The write side of the double-entry ledger: one call of the SQL function {@code post_entry} in the
 * caller's transaction. It moves all of an entry or nothing, once per idempotency key.
 */
@ApplicationScoped
public class Journal {
  /** The owner of the foundation's own accounts: treasury, burn, fee clearing, genesis. */
  public static final UUID FOUNDATION = new UUID(0, 1);

  private static final String OVERDRAWN = "ZO001";
  private static final Pattern SHORTFALL =
      Pattern.compile("overdrawn: (\\w+) (\\w+) has (\\d+) needs (\\d+)");

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public Journal() {}

  Journal(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Posts the entry, opening missing accounts; lines of zero are left out.
   *
   * @return the entry's id; the first one's when the key was used before
   * @throws Refusal {@code insufficient-funds} when an account would be overdrawn
   * @throws SqlFailure when the lines do not sum to zero
   */
  public UUID post(PostEntry entry, Instant at) {
    List<PostEntry.Line> lines =
        entry.lines().stream().filter(line -> !line.amount().isZero()).toList();
    try {
      return sql()
          .first(
              "select post_entry(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              row -> Sql.uuid(row, 1),
              Ids.next(),
              entry.idempotencyKey(),
              entry.causeKind(),
              entry.causeId(),
              entry.memo(),
              at,
              lines.stream().map(line -> line.kind().name()).toArray(String[]::new),
              lines.stream().map(PostEntry.Line::ownerId).toArray(UUID[]::new),
              lines.stream().map(line -> line.amount().asset().name()).toArray(String[]::new),
              lines.stream().map(line -> line.amount().units()).toArray(BigInteger[]::new),
              Stream.generate(Ids::next).limit(lines.size()).toArray(UUID[]::new))
          .orElseThrow();
    } catch (SqlFailure e) {
      throw e.state().equals(OVERDRAWN) ? insufficientFunds(e) : e;
    }
  }

  /** The account's id; opens it when it is missing. */
  public UUID open(AccountKind kind, UUID ownerId, Asset asset, Instant at) {
    sql()
        .update(
            """
            insert into account (id, kind, owner_id, asset, created_at)
            select ?, ?, ?, ?, ?
            where not exists (select 1 from account where kind = ? and owner_id = ? and asset = ?)
            on conflict (kind, owner_id, asset) do nothing
            """,
            Ids.next(),
            kind,
            ownerId,
            asset,
            at,
            kind,
            ownerId,
            asset);
    return sql()
        .first(
            "select id from account where kind = ? and owner_id = ? and asset = ?",
            row -> Sql.uuid(row, 1),
            kind,
            ownerId,
            asset)
        .orElseThrow();
  }

  /** Zero when there is no such account. */
  public Amount balance(AccountKind kind, UUID ownerId, Asset asset) {
    return new Amount(
        asset,
        sql()
            .number(
                "select balance from account where kind = ? and owner_id = ? and asset = ?",
                kind,
                ownerId,
                asset));
  }

  /** KEEPER in being: what genesis gave out less what was burned. */
  public Amount totalSupply() {
    return Amount.keeper(
        sql()
            .number(
                """
                select -sum(balance) from account
                where asset = 'KEEPER' and kind in ('GENESIS', 'BURN')
                """));
  }

  /** Available and staked KEEPER of each member who has any, in one snapshot. */
  public Map<UUID, Amount> votingPower() {
    Map<UUID, Amount> power = new HashMap<>();
    sql()
        .list(
            """
            select m.id, sum(a.balance) from member m join account a on a.owner_id = m.id
            where a.asset = 'KEEPER' and a.kind in ('MEMBER', 'STAKE') and a.balance > 0
            group by m.id
            """,
            row -> power.put(Sql.uuid(row, 1), Amount.keeper(Sql.units(row, 2))));
    return power;
  }

  /** Adds the whole journal up again. */
  public MoneyCheck check() {
    Map<Asset, BigInteger> sums = new EnumMap<>(Asset.class);
    sql()
        .list(
            """
            select a.asset, sum(p.amount) from posting p join account a on a.id = p.account_id
            group by a.asset
            """,
            row -> sums.put(Asset.valueOf(row.getString(1)), Sql.units(row, 2)));
    BigInteger mismatches =
        sql()
            .number(
                """
                select count(*) from account a
                left join (select account_id, sum(amount) as total from posting group by 1) p
                  on p.account_id = a.id
                where a.balance <> coalesce(p.total, 0)
                """);
    return new MoneyCheck(sums, mismatches.longValueExact());
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static Refusal insufficientFunds(SqlFailure failure) {
    Matcher matcher = SHORTFALL.matcher(String.valueOf(failure.getMessage()));
    if (!matcher.find()) {
      return Refusal.paymentRequired("insufficient-funds", "There is not enough to pay this");
    }
    Asset asset = Asset.valueOf(matcher.group(2));
    return Refusal.paymentRequired(
        "insufficient-funds",
        "This needs %s and there are %s; add funds or wait until some are released"
            .formatted(
                new Amount(asset, new BigInteger(matcher.group(4))),
                new Amount(asset, new BigInteger(matcher.group(3)))));
  }
}
