package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
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
 * The write side of the double-entry ledger: one call of the SQL function {@code post_transfer},
 * {@code post_entry} or {@code post_entries} in the caller's transaction. It moves all of an entry
 * or nothing, once per idempotency key.
 */
@ApplicationScoped
public class Journal {
  /** The owner of the foundation's own accounts: treasury, burn, fee clearing, genesis. */
  public static final UUID FOUNDATION = new UUID(0, 1);

  private static final String OVERDRAWN = "ZO001";
  private static final String POST_ENTRIES = "select post_entries(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** For the rest of the transaction: its commit does not wait for the disk. */
  private static final String POST_ENTRIES_EARLY =
      POST_ENTRIES + ", set_config('synchronous_commit', 'off', true)";

  private static final Pattern SHORTFALL =
      Pattern.compile("overdrawn: (\\w+) (\\w+) has (\\d+) needs (\\d+)");

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  private final AccountIds accountIds = new AccountIds(this::sql);

  /** For the container. */
  public Journal() {}

  public Journal(DataSource dataSource) {
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
    return called(() -> isTransfer(entry.lines()) ? transfer(entry, at) : entry(entry, at));
  }

  /** The cheap way of most entries: two lines of one asset. */
  private UUID transfer(PostEntry entry, Instant at) {
    PostEntry.Line first = entry.lines().getFirst();
    UUID id = Ids.next();
    return accountIds.with(
        List.of(AccountIds.Account.of(first), AccountIds.Account.of(entry.lines().getLast())),
        at,
        accounts ->
            sql()
                .first(
                    "select post_transfer(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    row -> Optional.ofNullable(Sql.uuid(row, 1)),
                    id,
                    entry.idempotencyKey(),
                    entry.causeKind(),
                    entry.causeId(),
                    entry.memo(),
                    at,
                    first.amount().units(),
                    accounts[0],
                    accounts[1])
                .orElseThrow());
  }

  private static boolean isTransfer(List<PostEntry.Line> lines) {
    return lines.size() == 2
        && !lines.getFirst().amount().isZero()
        && lines.getFirst().amount().equals(lines.getLast().amount().negate());
  }

  private UUID entry(PostEntry entry, Instant at) {
    List<PostEntry.Line> lines = moving(entry).toList();
    return sql()
        .first(
            "select post_entry(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            lines.stream().map(line -> line.amount().units()).toArray(BigInteger[]::new))
        .orElseThrow();
  }

  private static Stream<PostEntry.Line> moving(PostEntry entry) {
    return entry.lines().stream().filter(line -> !line.amount().isZero());
  }

  /**
   * Posts entries as if one after the other, all of them or none; far cheaper than one by one,
   * because each account is locked and updated once.
   *
   * @return the entries' ids in order; the first one's where a key was used before
   * @throws Refusal {@code insufficient-funds} when one of them cannot be paid at its place
   * @throws SqlFailure when the lines of one do not sum to zero
   */
  public List<UUID> postAll(List<PostEntry> entries, Instant at) {
    return entries.isEmpty() ? List.of() : batch(POST_ENTRIES, made(entries), entries, at);
  }

  /**
   * As {@link #postAll}; the locks of the whole transaction go at its commit, before the disk has
   * it, so that who wants the same accounts does not wait for the disk. Nobody may be told of the
   * transaction before {@link Durability#await} has returned.
   */
  public EarlyPosting postAllEarly(List<PostEntry> entries, Instant at) {
    if (entries.isEmpty()) {
      return EarlyPosting.NOTHING;
    }
    UUID[] ids = made(entries);
    return EarlyPosting.of(List.of(ids), batch(POST_ENTRIES_EARLY, ids, entries, at));
  }

  private static UUID[] made(List<PostEntry> entries) {
    return Stream.generate(Ids::next).limit(entries.size()).toArray(UUID[]::new);
  }

  private List<UUID> batch(String function, UUID[] ids, List<PostEntry> entries, Instant at) {
    Batch batch = Batch.of(entries);
    return called(
        () ->
            accountIds.with(
                batch.named(), at, accounts -> call(function, ids, entries, batch, accounts, at)));
  }

  private Optional<List<UUID>> call(
      String function,
      UUID[] ids,
      List<PostEntry> entries,
      Batch batch,
      UUID[] accounts,
      Instant at) {
    return sql()
        .first(
            function,
            row -> Optional.ofNullable(row.getArray(1)).map(array -> ids(array, ids)),
            ids,
            entries.stream().map(PostEntry::idempotencyKey).toArray(String[]::new),
            entries.stream().map(entry -> entry.causeKind().name()).toArray(String[]::new),
            entries.stream().map(PostEntry::causeId).toArray(UUID[]::new),
            entries.stream().map(PostEntry::memo).toArray(String[]::new),
            at,
            accounts,
            batch.assets(),
            batch.entries(),
            batch.accounts(),
            batch.amounts())
        .orElseThrow();
  }

  /** The function sends no ids back when all that it was given are the entries' own. */
  private static List<UUID> ids(Array array, UUID[] made) {
    try {
      UUID[] ids = (UUID[]) array.getArray();
      return List.of(ids.length == 0 ? made : ids);
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  private static <T> T called(Supplier<T> function) {
    try {
      return function.get();
    } catch (SqlFailure e) {
      throw e.state().equals(OVERDRAWN) ? insufficientFunds(e) : e;
    }
  }

  /** The account's id; opens it when it is missing. */
  public UUID open(AccountKind kind, UUID ownerId, Asset asset, Instant at) {
    return accountIds.opened(List.of(new AccountIds.Account(kind, ownerId, asset)), at)[0];
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

  /** KEEPER in being: what genesis gave out and deposits brought, less what was burned. */
  public Amount totalSupply() {
    return Amount.keeper(
        sql()
            .number(
                """
                select -sum(balance) from account
                where asset = 'KEEPER' and kind in ('GENESIS', 'EXTERNAL', 'BURN')
                """));
  }

  /**
   * KEEPER of each member who has any, in one snapshot: available, leased for questions and not
   * spent on them, staked, unbonding and disputed. What unbonds is still the member's and still at
   * risk; what is disputed votes until it is decided, because else an accusation alone would take
   * votes away.
   */
  public Map<UUID, Amount> votingPower() {
    Map<UUID, Amount> power = new HashMap<>();
    sql()
        .list(
            """
            select m.id, sum(a.units) from member m join (
              select owner_id, balance as units from account
              where asset = 'KEEPER' and kind in ('MEMBER', 'STAKE', 'UNBONDING', 'DISPUTED')
                and balance > 0
              union all
              select source_owner, amount - settled from credit_lease
              where status = 'PENDING' and source_kind = 'MEMBER' and asset = 'KEEPER') a
              on a.owner_id = m.id
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

  /** The accounts of a batch, each once, and its lines, as the columns that the function takes. */
  private record Batch(
      List<AccountIds.Account> named,
      String[] assets,
      Integer[] entries,
      Integer[] accounts,
      BigInteger[] amounts) {
    static Batch of(List<PostEntry> entries) {
      Map<AccountIds.Account, Integer> numbers = new LinkedHashMap<>();
      List<Integer> ofEntry = new ArrayList<>();
      List<Integer> ofAccount = new ArrayList<>();
      List<BigInteger> amounts = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        int entry = i + 1;
        moving(entries.get(i))
            .forEach(
                line -> {
                  AccountIds.Account account = AccountIds.Account.of(line);
                  ofEntry.add(entry);
                  ofAccount.add(numbers.computeIfAbsent(account, any -> numbers.size() + 1));
                  amounts.add(line.amount().units());
                });
      }
      return new Batch(
          List.copyOf(numbers.keySet()),
          numbers.keySet().stream().map(account -> account.asset().name()).toArray(String[]::new),
          ofEntry.toArray(Integer[]::new),
          ofAccount.toArray(Integer[]::new),
          amounts.toArray(BigInteger[]::new));
    }
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
