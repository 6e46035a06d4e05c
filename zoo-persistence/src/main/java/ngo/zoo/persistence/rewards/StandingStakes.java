package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.rules.StakeRules;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Standing stakes: locked, withdrawn after a wait, put back. Each method locks the stake's row
 * before it reads anything else of it, so that changes of one stake follow one another.
 */
@ApplicationScoped
public class StandingStakes {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private Journal journal;

  /** For the container. */
  public StandingStakes() {}

  StandingStakes(DataSource dataSource, Journal journal) {
    this.dataSource = dataSource;
    this.journal = journal;
  }

  /** A stake whose row is locked until the transaction ends. */
  record Locked(UUID id, UUID memberId, Amount amount) {
    static Locked read(ResultSet row) throws SQLException {
      return new Locked(
          Sql.uuid(row, 1),
          Sql.uuid(row, 2),
          new Amount(Asset.valueOf(row.getString(3)), Sql.units(row, 4)));
    }
  }

  /** An unbonding under its stake's lock. */
  private record Leaving(Amount amount, boolean open, Instant dueAt) {}

  /**
   * Locks more behind the member's stake of this role and node.
   *
   * @return the stake's id
   * @throws Refusal {@code insufficient-funds}, and those of {@link StakeRules}
   */
  public UUID lock(
      UUID member, StakeRole role, @Nullable UUID node, Amount more, Amount minimum, Instant now) {
    sql()
        .update(
            """
            insert into standing_stake (id, member_id, role, node_id, asset, opened_at)
            values (?, ?, ?, ?::uuid, ?, ?) on conflict do nothing
            """,
            Ids.next(),
            member,
            role,
            node,
            role.asset(),
            now);
    Locked stake =
        sql()
            .first(
                """
                select id, member_id, asset, amount from standing_stake
                where member_id = ? and role = ? and node_id is not distinct from ?::uuid for update
                """,
                Locked::read,
                member,
                role,
                node)
            .orElseThrow();
    set(stake, StakeRules.afterLock(stake.amount, more, minimum));
    move(
        "lock",
        Ids.next(),
        stake,
        more,
        "Stake locked",
        AccountKind.MEMBER,
        AccountKind.STAKE,
        now);
    return stake.id;
  }

  /**
   * Asks for a part or all of a stake; it is back after the wait.
   *
   * @return the unbonding's id
   * @throws Refusal {@code stake-not-found} also for other people's, and those of {@link
   *     StakeRules}
   */
  public UUID withdraw(
      UUID member, UUID stakeId, Amount wanted, Amount minimum, Duration wait, Instant now) {
    Locked stake = own(stakeId, member);
    set(stake, StakeRules.afterWithdrawal(stake.amount, wanted, minimum));
    UUID id = Ids.next();
    sql()
        .update(
            "insert into unbonding (id, stake_id, amount, asked_at, due_at) values (?, ?, ?, ?, ?)",
            id,
            stake.id,
            wanted.units(),
            now,
            now.plus(wait));
    move(
        "ask", id, stake, wanted, "Stake unbonding", AccountKind.STAKE, AccountKind.UNBONDING, now);
    return id;
  }

  /**
   * Puts what is left of an unbonding back into its stake; a second time changes nothing.
   *
   * @throws Refusal {@code unbonding-not-found} also for other people's, {@code unbonding-over}
   *     (409) once it is on the member's account
   */
  public void cancel(UUID member, UUID unbondingId, Instant now) {
    Locked stake = locked(stakeOf(unbondingId));
    if (!stake.memberId.equals(member)) {
      throw Refusal.notFound("unbonding", unbondingId);
    }
    Leaving leaving = leaving(unbondingId, stake);
    if (leaving.open) {
      end(unbondingId, "CANCELLED", now);
      set(stake, stake.amount.plus(leaving.amount));
      move(
          "cancel",
          unbondingId,
          stake,
          leaving.amount,
          "Stake put back",
          AccountKind.UNBONDING,
          AccountKind.STAKE,
          now);
    } else if (is(unbondingId, "RETURNED")) {
      throw Refusal.conflict("unbonding-over", "It is on your account already; lock it anew");
    }
  }

  /**
   * Pays an unbonding out when its time is over.
   *
   * @return whether it was paid out now
   */
  public boolean complete(UUID unbondingId, Instant now) {
    Locked stake = locked(stakeOf(unbondingId));
    Leaving leaving = leaving(unbondingId, stake);
    boolean due = leaving.open && !leaving.dueAt.isAfter(now);
    if (due) {
      end(unbondingId, "RETURNED", now);
      move(
          "return",
          unbondingId,
          stake,
          leaving.amount,
          "Stake returned",
          AccountKind.UNBONDING,
          AccountKind.MEMBER,
          now);
    }
    return due;
  }

  /** Unbondings whose time is over, oldest first, at most a hundred. */
  public List<UUID> due(Instant now) {
    return sql()
        .list(
            """
            select id from unbonding where state = 'UNBONDING' and due_at <= ?
            order by due_at limit 100
            """,
            row -> Sql.uuid(row, 1),
            now);
  }

  /**
   * @throws Refusal {@code stake-not-found}
   */
  Locked locked(UUID stakeId) {
    return sql()
        .first(
            "select id, member_id, asset, amount from standing_stake where id = ? for update",
            Locked::read,
            stakeId)
        .orElseThrow(() -> Refusal.notFound("stake", stakeId));
  }

  void set(Locked stake, Amount amount) {
    sql().update("update standing_stake set amount = ? where id = ?", amount.units(), stake.id);
  }

  private Locked own(UUID stakeId, UUID member) {
    Locked stake = locked(stakeId);
    if (!stake.memberId.equals(member)) {
      throw Refusal.notFound("stake", stakeId);
    }
    return stake;
  }

  private UUID stakeOf(UUID unbondingId) {
    return sql()
        .first("select stake_id from unbonding where id = ?", row -> Sql.uuid(row, 1), unbondingId)
        .orElseThrow(() -> Refusal.notFound("unbonding", unbondingId));
  }

  private Leaving leaving(UUID unbondingId, Locked stake) {
    return sql()
        .first(
            "select amount, state = 'UNBONDING', due_at from unbonding where id = ?",
            row ->
                new Leaving(
                    new Amount(stake.amount.asset(), Sql.units(row, 1)),
                    row.getBoolean(2),
                    Sql.instant(row, 3)),
            unbondingId)
        .orElseThrow();
  }

  private boolean is(UUID unbondingId, String state) {
    return sql()
            .number("select count(*) from unbonding where id = ? and state = ?", unbondingId, state)
            .signum()
        > 0;
  }

  private void end(UUID unbondingId, String state, Instant now) {
    sql()
        .update(
            "update unbonding set state = ?, ended_at = ? where id = ?", state, now, unbondingId);
  }

  /** Nothing is posted of nothing: a slash may have taken all of an unbonding. */
  private void move(
      String step,
      UUID id,
      Locked stake,
      Amount amount,
      String memo,
      AccountKind from,
      AccountKind to,
      Instant now) {
    if (amount.isZero()) {
      return;
    }
    journal.post(
        new PostEntry(
            "stake:" + step + ":" + id,
            CauseKind.STAKE,
            stake.id,
            memo,
            List.of(
                new PostEntry.Line(from, stake.memberId, amount.negate()),
                new PostEntry.Line(to, stake.memberId, amount))),
        now);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
