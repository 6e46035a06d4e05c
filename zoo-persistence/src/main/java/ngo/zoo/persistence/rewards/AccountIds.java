package ngo.zoo.persistence.rewards;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Asset;

/**
 * The ids of accounts, kept once their opening is committed: they never change. An id whose opening
 * is not committed is never kept: another transaction would post by it in vain and then wait for
 * the opening, with accounts locked that the opener may want next.
 */
final class AccountIds {
  /** What names an account before its id is known. */
  record Account(AccountKind kind, UUID ownerId, Asset asset) {
    static Account of(PostEntry.Line line) {
      return new Account(line.kind(), line.ownerId(), line.amount().asset());
    }
  }

  /**
   * @param settled whether the account was opened by a transaction that is over
   */
  private record Found(UUID id, boolean settled) {}

  /** Some 30 MB of ids; beyond, all are forgotten and asked for again. */
  private static final int MOST = 200_000;

  private final Map<Account, UUID> known = new ConcurrentHashMap<>();
  private final Supplier<Sql> sql;

  AccountIds(Supplier<Sql> sql) {
    this.sql = sql;
  }

  /** Calls with the ids in order, anew when the call says by nothing that one does not exist. */
  <T> T with(List<Account> accounts, Instant at, Function<UUID[], Optional<T>> call) {
    return known(accounts).flatMap(call).or(() -> call.apply(opened(accounts, at))).orElseThrow();
  }

  private Optional<UUID[]> known(List<Account> accounts) {
    UUID[] ids = new UUID[accounts.size()];
    for (int i = 0; i < ids.length; i++) {
      UUID id = known.get(accounts.get(i));
      if (id == null) {
        return Optional.empty();
      }
      ids[i] = id;
    }
    return Optional.of(ids);
  }

  /** The ids in order, as the database has them; missing accounts are opened. */
  UUID[] opened(List<Account> accounts, Instant at) {
    Object[] names = {
      accounts.stream().map(account -> account.kind().name()).toArray(String[]::new),
      accounts.stream().map(Account::ownerId).toArray(UUID[]::new),
      accounts.stream().map(account -> account.asset().name()).toArray(String[]::new)
    };
    List<Found> found = found(names);
    if (found.size() < accounts.size()) {
      open(names, at);
      found = found(names);
    }
    if (found.size() != accounts.size()) {
      throw new IllegalStateException("Accounts that were just opened are not there");
    }
    remember(accounts, found);
    return found.stream().map(Found::id).toArray(UUID[]::new);
  }

  private void remember(List<Account> accounts, List<Found> found) {
    if (known.size() > MOST) {
      known.clear();
    }
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).settled()) {
        known.put(accounts.get(i), found.get(i).id());
      }
    }
  }

  /** What is seen and older than our own transaction is committed; without one all that is seen. */
  private List<Found> found(Object[] names) {
    return sql.get()
        .list(
            """
            select a.id,
              coalesce(age(a.xmin) > age(cast(pg_current_xact_id_if_assigned() as xid)), true)
            from unnest(?, ?, ?) with ordinality as l(kind, owner, asset, n)
            join account a on a.owner_id = l.owner and a.kind = l.kind and a.asset = l.asset
            order by l.n
            """,
            row -> new Found(Sql.uuid(row, 1), row.getBoolean(2)),
            names);
  }

  private void open(Object[] names, Instant at) {
    sql.get()
        .first("select open_accounts(?, ?, ?, ?)", row -> true, names[0], names[1], names[2], at);
  }
}
