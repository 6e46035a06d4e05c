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
import java.util.UUID;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.HoldStatus;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;

/**
 * Money put aside for what is going on, on an ESCROW account of its own. A hold is PENDING while it
 * may be drawn on, then POSTED (something was drawn) or VOID (nothing was) for ever, and what is
 * left goes back to the payer. Its row is locked first, then the accounts, so drawing, closing and
 * expiring never mix. Draws are named by the running total, so that one which comes twice, late or
 * out of order moves nothing. Leases run by the wall clock, entries are dated by business time.
 */
@ApplicationScoped
public class Holds {
  /** What is put aside, by whom and for what. */
  public record Terms(
      UUID id,
      CauseKind causeKind,
      UUID causeId,
      AccountKind payerKind,
      UUID payerId,
      Amount amount,
      Duration lease,
      String memo) {}

  /** A locked hold. */
  public record Hold(
      UUID id,
      CauseKind causeKind,
      UUID causeId,
      AccountKind payerKind,
      UUID payerId,
      Amount amount,
      Amount drawn,
      HoldStatus status) {
    public boolean pending() {
      return status == HoldStatus.PENDING;
    }

    Amount left() {
      return amount.minus(drawn);
    }
  }

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private Journal journal;
  @Inject private BusinessClock clock;

  /** For the container. */
  public Holds() {}

  public Holds(DataSource dataSource, Journal journal, BusinessClock clock) {
    this.dataSource = dataSource;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Moves the amount from the payer to the hold's escrow; once per id.
   *
   * @return whether it was opened now
   * @throws Refusal {@code insufficient-funds}
   */
  public boolean open(Terms terms) {
    Instant now = Instant.now();
    int added =
        sql()
            .update(
                """
                insert into hold (id, cause_kind, cause_id, payer_kind, payer_id, asset, amount,
                  expires_at, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                """,
                terms.id(),
                terms.causeKind(),
                terms.causeId(),
                terms.payerKind(),
                terms.payerId(),
                terms.amount().asset(),
                terms.amount().units(),
                now.plus(terms.lease()),
                now);
    if (added == 1) {
      post(
          "open",
          locked(terms.id()),
          terms.memo(),
          List.of(
              new PostEntry.Line(terms.payerKind(), terms.payerId(), terms.amount().negate()),
              new PostEntry.Line(AccountKind.ESCROW, terms.id(), terms.amount())));
    }
    return added == 1;
  }

  /**
   * Draws until {@code total} is drawn in all; does nothing when that much was drawn before or the
   * hold has ended.
   *
   * @param lines who gets what, from what was drawn before and what is drawn now; they sum to the
   *     difference
   * @return what was drawn now
   * @throws Refusal {@code hold-too-small} when the total is more than was put aside
   */
  public Amount draw(
      Hold hold,
      Amount total,
      String memo,
      BiFunction<Amount, Amount, List<PostEntry.Line>> lines) {
    if (total.compareTo(hold.amount()) > 0) {
      throw Refusal.conflict(
          "hold-too-small", "This draws %s of %s put aside".formatted(total, hold.amount()));
    }
    Amount step = total.minus(hold.drawn());
    if (!hold.pending() || step.units().signum() <= 0) {
      return Amount.zero(total.asset());
    }
    sql().update("update hold set drawn = ? where id = ?", total.units(), hold.id());
    List<PostEntry.Line> all = new ArrayList<>(lines.apply(hold.drawn(), total));
    all.add(new PostEntry.Line(AccountKind.ESCROW, hold.id(), step.negate()));
    post("draw:" + total.units(), hold, memo, all);
    return step;
  }

  /**
   * Ends the hold and gives back what is left; once.
   *
   * @return whether it was ended now
   */
  public boolean close(UUID id, String memo) {
    Hold hold = locked(id);
    if (!hold.pending()) {
      return false;
    }
    sql()
        .update(
            "update hold set status = ?, ended_at = ? where id = ?",
            hold.drawn().isZero() ? HoldStatus.VOID : HoldStatus.POSTED,
            Instant.now(),
            id);
    if (!hold.left().isZero()) {
      post(
          "close",
          hold,
          memo,
          List.of(
              new PostEntry.Line(AccountKind.ESCROW, id, hold.left().negate()),
              new PostEntry.Line(hold.payerKind(), hold.payerId(), hold.left())));
    }
    return true;
  }

  /**
   * Lets the hold last that long from now on.
   *
   * @return false when it has ended
   */
  public boolean renew(UUID id, Duration lease) {
    return sql()
            .update(
                "update hold set expires_at = ? where id = ? and status = 'PENDING'",
                Instant.now().plus(lease),
                id)
        == 1;
  }

  /**
   * The hold, locked until the transaction ends.
   *
   * @throws Refusal {@code hold-not-found}
   */
  public Hold locked(UUID id) {
    return find(id).orElseThrow(() -> Refusal.notFound("hold", id));
  }

  /** Those whose lease is over, oldest first, at most a hundred. */
  public List<UUID> expired(Instant now) {
    return sql()
        .list(
            """
            select id from hold where status = 'PENDING' and expires_at <= ?
            order by expires_at limit 100
            """,
            row -> Sql.uuid(row, 1),
            now);
  }

  /** Closes one unless it was renewed or has ended meanwhile. */
  public boolean expire(UUID id, Instant now) {
    locked(id);
    boolean over =
        sql()
                .number(
                    "select count(*) from hold where id = ? and status = 'PENDING' and expires_at <= ?",
                    id,
                    now)
                .signum()
            > 0;
    return over && close(id, "Given back: the lease is over");
  }

  /** The same, if there ever was such a hold. */
  public Optional<Hold> find(UUID id) {
    return sql()
        .first(
            """
            select id, cause_kind, cause_id, payer_kind, payer_id, asset, amount, drawn, status
            from hold where id = ? for update
            """,
            Holds::read,
            id);
  }

  private void post(String step, Hold hold, String memo, List<PostEntry.Line> lines) {
    journal.post(
        new PostEntry(
            "hold:" + hold.id() + ":" + step, hold.causeKind(), hold.causeId(), memo, lines),
        clock.now());
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static Hold read(ResultSet row) throws SQLException {
    Asset asset = Asset.valueOf(row.getString(6));
    return new Hold(
        Sql.uuid(row, 1),
        CauseKind.valueOf(row.getString(2)),
        Sql.uuid(row, 3),
        AccountKind.valueOf(row.getString(4)),
        Sql.uuid(row, 5),
        new Amount(asset, Sql.units(row, 7)),
        new Amount(asset, Sql.units(row, 8)),
        HoldStatus.valueOf(row.getString(9)));
  }
}
