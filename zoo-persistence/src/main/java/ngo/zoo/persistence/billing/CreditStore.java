package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.CreditGrant;
import ngo.zoo.billing.CreditState;
import ngo.zoo.billing.CreditView;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Grants of credits. Their money is on the CREDIT accounts they own. */
@ApplicationScoped
public class CreditStore {
  private static final int BATCH = 100;

  /** An open grant that a timer looks at. */
  public record Due(UUID id, AccountKind ownerKind, UUID ownerId, Instant expiresAt) {}

  private static final String VIEWS =
      """
      from credit_grant g left join account a on a.owner_id = g.id and a.kind = 'CREDIT'
        and a.asset = 'KEEPER'
      left join organisation o on o.id = g.owner_id and g.owner_kind = 'ORGANISATION'
      left join member m on m.id = g.owner_id and g.owner_kind = 'MEMBER'
      where (?::uuid is null or g.owner_id = ?::uuid)
        and (? = '' or strpos(lower(g.reason || ' ' || coalesce(o.name, m.login, '')), lower(?)) > 0)
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public CreditStore() {}

  CreditStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The new grant's id; empty when the key was used before. */
  public Optional<UUID> add(CreditGrant grant, Instant now) {
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                """
                insert into credit_grant (id, owner_kind, owner_id, amount, reason,
                  idempotency_key, granted_by, granted_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)
                on conflict (idempotency_key) do nothing
                """,
                id,
                grant.ownerKind(),
                grant.ownerId(),
                grant.amount().units(),
                grant.reason(),
                grant.idempotencyKey(),
                grant.grantedBy(),
                now,
                grant.expiresAt());
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  /** The grant that was made with the key; empty when it was for another owner or amount. */
  public Optional<UUID> ofKey(CreditGrant grant) {
    return sql()
        .first(
            """
            select id from credit_grant
            where idempotency_key = ? and owner_kind = ? and owner_id = ? and amount = ?
            """,
            row -> Sql.uuid(row, 1),
            grant.idempotencyKey(),
            grant.ownerKind(),
            grant.ownerId(),
            grant.amount().units());
  }

  /** Newest first. */
  public Page<CreditView> list(@Nullable UUID owner, PageRequest request) {
    String search = request.search().strip();
    List<CreditView> rows =
        sql()
            .list(
                """
                select g.id, g.owner_kind, g.owner_id, coalesce(o.name, m.login, ''), g.amount,
                  a.balance, g.reason, g.granted_by, g.granted_at, g.expires_at, g.closed_at
                """
                    + VIEWS
                    + " order by g.granted_at desc, g.id desc limit ? offset ?",
                CreditStore::view,
                owner,
                owner,
                search,
                search,
                request.size(),
                request.first());
    long total =
        sql().number("select count(*) " + VIEWS, owner, owner, search, search).longValueExact();
    return new Page<>(rows, total);
  }

  /** What queries may still take of all open grants. */
  public Amount remaining(UUID owner, Instant now) {
    return Amount.keeper(
        sql()
            .number(
                """
                select sum(a.balance) from credit_grant g
                join account a on a.owner_id = g.id and a.kind = 'CREDIT'
                where g.owner_id = ? and g.closed_at is null
                  and (g.expires_at is null or g.expires_at > ?)
                """,
                owner,
                now));
  }

  /** Open grants whose time is over, at most a hundred. */
  public List<UUID> over(Instant now) {
    return sql()
        .list(
            """
            select id from credit_grant where closed_at is null and expires_at <= ?
            order by expires_at limit ?
            """,
            row -> Sql.uuid(row, 1),
            now,
            BATCH);
  }

  /** Closes the grant unless it is closed; its row stays locked until the transaction ends. */
  public Optional<Due> close(UUID grant, Instant now) {
    return sql()
        .first(
            """
            update credit_grant set closed_at = ?
            where id = ? and closed_at is null and expires_at <= ?
            returning id, owner_kind, owner_id, expires_at
            """,
            CreditStore::due,
            now,
            grant,
            now);
  }

  /**
   * Marks the grants of organisations that end before then and were not told, and returns them;
   * locked in the order in which fees lock them.
   */
  public List<Due> warn(Instant now, Instant before) {
    return sql()
        .list(
            """
            update credit_grant set warned_at = ? where id = any (array(
              select id from credit_grant
              where closed_at is null and warned_at is null and expires_at > ? and expires_at <= ?
                and owner_kind = 'ORGANISATION'
              order by expires_at, id for no key update))
            returning id, owner_kind, owner_id, expires_at
            """,
            CreditStore::due,
            now,
            now,
            before);
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        Sql.uuid(row, 1),
        AccountKind.valueOf(row.getString(2)),
        Sql.uuid(row, 3),
        Sql.instant(row, 4));
  }

  private static CreditView view(ResultSet row) throws SQLException {
    Amount remaining = Amount.keeper(Sql.units(row, 6));
    boolean closed = row.getObject(11) != null;
    CreditState state = remaining.isZero() ? CreditState.USED_UP : CreditState.OPEN;
    return new CreditView(
        Sql.uuid(row, 1),
        AccountKind.valueOf(row.getString(2)),
        Sql.uuid(row, 3),
        row.getString(4),
        Amount.keeper(Sql.units(row, 5)),
        remaining,
        row.getString(7),
        row.getString(8),
        Sql.instant(row, 9),
        Sql.optionalInstant(row, 10),
        closed ? CreditState.EXPIRED : state);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
