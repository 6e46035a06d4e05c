package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;

/**
 * Fees put aside while a model answers. A reservation is PENDING, then POSTED or VOID for ever; its
 * row is changed first, then grants of credits are locked in the order in which they are used up,
 * then the accounts, so settling, expiring and ending grants never cross. Leases run by the wall
 * clock, entries are dated by business time.
 */
@ApplicationScoped
public class Reservations {
  /** A reservation ended just now. */
  private record Ended(UUID payer, Amount amount) {}

  /** What one account gave to a fee. */
  private record Source(AccountKind kind, UUID ownerId, Amount amount) {}

  private static final String RESERVE = "select reserve_fee(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String RESERVE_EARLY =
      RESERVE + ", set_config('synchronous_commit', 'off', true)";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private Journal journal;
  @Inject private BusinessClock clock;

  /** For the container. */
  public Reservations() {}

  public Reservations(DataSource dataSource, Journal journal, BusinessClock clock) {
    this.dataSource = dataSource;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Moves the fee to the payer's reserved account, once per query: from grants of credits first,
   * then from the payer's own account or credit line.
   *
   * @param kind MEMBER or ORGANISATION
   * @throws Refusal {@code insufficient-funds} naming the source that binds
   */
  public void reserve(UUID queryId, AccountKind kind, UUID payer, Amount fee, Duration lease) {
    reserve(RESERVE, queryId, kind, payer, fee, lease);
  }

  /**
   * As {@link #reserve}, for a transaction that does nothing else: it does not wait for the disk,
   * so those of one payer wait for each other the shorter. A reservation that a crash takes with it
   * has moved nothing, and what is settled after it reaches the disk after it.
   */
  public void reserveEarly(UUID queryId, AccountKind kind, UUID payer, Amount fee, Duration lease) {
    reserve(RESERVE_EARLY, queryId, kind, payer, fee, lease);
  }

  private void reserve(
      String statement, UUID queryId, AccountKind kind, UUID payer, Amount fee, Duration lease) {
    Instant now = Instant.now();
    try {
      sql()
          .first(
              statement,
              row -> row.getBoolean(1),
              queryId,
              kind,
              payer,
              fee.asset(),
              fee.units(),
              now.plus(lease),
              now,
              clock.now(),
              Ids.next(),
              Ids.next());
    } catch (SqlFailure e) {
      throw Shortfall.of(e);
    }
  }

  /**
   * Moves the reserved fee to the held account; once per query.
   *
   * @throws Refusal {@code reservation-expired} when it was given back meanwhile
   */
  public void settle(UUID queryId) {
    ended(queryId, "POSTED")
        .ifPresentOrElse(fee -> hold(queryId, fee, fee.amount()), late(queryId));
  }

  /**
   * Moves what the answer costs to the held account and gives the rest of what was reserved back,
   * in one entry; once per query, whatever a second call says it costs. From then on all is as if
   * no more had ever been reserved.
   *
   * @param cost at most what was reserved
   * @throws Refusal {@code reservation-expired} when it was given back meanwhile
   */
  public void settle(UUID queryId, Amount cost) {
    ended(queryId, "POSTED").ifPresentOrElse(fee -> hold(queryId, fee, cost), late(queryId));
  }

  private void hold(UUID queryId, Ended fee, Amount cost) {
    List<PostEntry.Line> lines = new ArrayList<>();
    lines.add(new PostEntry.Line(AccountKind.FEE_HELD, Journal.FOUNDATION, cost));
    if (!cost.equals(fee.amount())) {
      lines.addAll(lessened(queryId, cost));
    }
    post("settle", queryId, "Fee held until the answer is final", reserved(fee), lines);
  }

  /** Who gets what of the rest. */
  private List<PostEntry.Line> lessened(UUID queryId, Amount cost) {
    return sql()
        .list(
            "select kind, owner_id, asset, amount from settle_for_less(?, ?)",
            row -> {
              Source source = source(row);
              return new PostEntry.Line(source.kind(), source.ownerId(), source.amount());
            },
            queryId,
            cost.units());
  }

  /** Settled before is settled. */
  private Runnable late(UUID queryId) {
    return () -> {
      if (status(queryId).equals("VOID")) {
        throw Refusal.conflict(
            "reservation-expired", "The fee was given back before the answer came; ask again");
      }
    };
  }

  /**
   * Gives the reserved fee back to what it was taken from unless it was settled or given back
   * before. What a grant gave that has ended meanwhile goes to the treasury.
   *
   * @return whether it was given back now
   */
  public boolean release(UUID queryId, String reason) {
    Optional<Ended> released = ended(queryId, "VOID");
    if (released.isEmpty()) {
      status(queryId);
      return false;
    }
    List<Source> sources = sources(queryId);
    Set<UUID> open = openGrants(sources);
    post(
        "release",
        queryId,
        "Fee given back: " + reason,
        reserved(released.get()),
        sources.stream().map(source -> returned(source, open)).toList());
    return true;
  }

  /**
   * Gives a held fee back to what it was taken from; once per query. What a grant gave that has
   * ended meanwhile goes to the treasury.
   *
   * @throws Refusal {@code reservation-not-found} when nothing paid for the query
   */
  public void refund(UUID queryId, Amount fee) {
    List<Source> reserved = sources(queryId);
    List<Source> sources = reserved.isEmpty() ? leased(queryId) : reserved;
    if (sources.isEmpty()) {
      throw Refusal.notFound("reservation", queryId);
    }
    Set<UUID> open = openGrants(sources);
    post(
        "refund",
        queryId,
        "Fee of a false answer given back",
        new PostEntry.Line(AccountKind.FEE_HELD, Journal.FOUNDATION, fee.negate()),
        sources.stream().map(source -> returned(source, open)).toList());
  }

  /** The account that a credit lease was taken from, which paid for an answer. */
  private List<Source> leased(UUID receipt) {
    return sql()
        .list(
            """
            select l.source_kind, l.source_owner, l.asset, r.fee
            from receipt r join credit_lease l on l.id = r.lease_id where r.id = ?
            """,
            Reservations::source,
            receipt);
  }

  /** Queries whose lease is over, oldest first, at most a hundred. */
  public List<UUID> expired(Instant now) {
    return sql()
        .list(
            """
            select id from reservation where status = 'PENDING' and expires_at <= ?
            order by expires_at limit 100
            """,
            row -> Sql.uuid(row, 1),
            now);
  }

  /**
   * Ends it when it is pending; a second caller waits here and then finds it ended. Pending is said
   * so that no plan reads the index of all pending ones for it.
   */
  private Optional<Ended> ended(UUID queryId, String status) {
    return sql()
        .first(
            """
            update reservation r set status = ? from account a
            where r.id = ? and r.status not in ('POSTED', 'VOID') and a.id = r.account_id
            returning r.payer_id, a.asset, r.amount
            """,
            row ->
                new Ended(
                    Sql.uuid(row, 1),
                    new Amount(Asset.valueOf(row.getString(2)), Sql.units(row, 3))),
            status,
            queryId);
  }

  private String status(UUID queryId) {
    return sql()
        .first("select status from reservation where id = ?", row -> row.getString(1), queryId)
        .orElseThrow(() -> Refusal.notFound("reservation", queryId));
  }

  private List<Source> sources(UUID queryId) {
    return sql()
        .list(
            """
            select a.kind, a.owner_id, a.asset, coalesce(s.amount, r.amount)
            from reservation r left join reservation_source s on s.reservation_id = r.id
            join account a on a.id = coalesce(s.account_id, r.account_id)
            where r.id = ?
            """,
            Reservations::source,
            queryId);
  }

  /** Locks those of the grants that are open, in the order in which reserve_fee does. */
  private Set<UUID> openGrants(List<Source> sources) {
    UUID[] grants =
        sources.stream()
            .filter(source -> source.kind() == AccountKind.CREDIT)
            .map(Source::ownerId)
            .toArray(UUID[]::new);
    if (grants.length == 0) {
      return Set.of();
    }
    return Set.copyOf(
        sql()
            .list(
                """
                select id from credit_grant where id = any (?) and closed_at is null
                order by expires_at, id for no key update
                """,
                row -> Sql.uuid(row, 1),
                (Object) grants));
  }

  private static PostEntry.Line returned(Source source, Set<UUID> open) {
    boolean ended = source.kind() == AccountKind.CREDIT && !open.contains(source.ownerId());
    return ended
        ? new PostEntry.Line(AccountKind.TREASURY, Journal.FOUNDATION, source.amount())
        : new PostEntry.Line(source.kind(), source.ownerId(), source.amount());
  }

  private static PostEntry.Line reserved(Ended fee) {
    return new PostEntry.Line(AccountKind.FEE_RESERVED, fee.payer(), fee.amount().negate());
  }

  private void post(
      String step, UUID queryId, String memo, PostEntry.Line from, List<PostEntry.Line> to) {
    List<PostEntry.Line> lines = new ArrayList<>(List.of(from));
    lines.addAll(to);
    journal.post(
        new PostEntry("fee:" + step + ":" + queryId, CauseKind.QUERY, queryId, memo, lines),
        clock.now());
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static Source source(ResultSet row) throws SQLException {
    return new Source(
        AccountKind.valueOf(row.getString(1)),
        Sql.uuid(row, 2),
        new Amount(Asset.valueOf(row.getString(3)), Sql.units(row, 4)));
  }
}
