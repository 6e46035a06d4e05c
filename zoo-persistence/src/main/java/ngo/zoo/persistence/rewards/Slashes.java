package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.SlashDraft;
import ngo.zoo.rewards.SlashState;
import ngo.zoo.rewards.rules.SlashRules;
import ngo.zoo.rewards.rules.SlashRules.Part;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.TwoPersonRule;

/**
 * Slashes: taken into dispute at once, burned when nobody appeals in time or the appeal fails,
 * given back to where they came from when it succeeds. Burned but for the part of whose objection
 * led to it, so that nobody who decides gains by it. The stake's row is locked first, then the
 * slash's.
 */
@ApplicationScoped
public class Slashes {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private Journal journal;
  @Inject private StandingStakes stakes;

  /** For the container. */
  public Slashes() {}

  Slashes(DataSource dataSource, Journal journal, StandingStakes stakes) {
    this.dataSource = dataSource;
    this.journal = journal;
    this.stakes = stakes;
  }

  /** A slash under its stake's lock. */
  private record Found(
      UUID id, UUID slashedBy, SlashState state, BigInteger units, Instant appealUntil) {
    static Found read(ResultSet row) throws SQLException {
      return new Found(
          Sql.uuid(row, 1),
          Sql.uuid(row, 2),
          SlashState.valueOf(row.getString(3)),
          Sql.units(row, 4),
          Sql.instant(row, 5));
    }
  }

  /**
   * Takes the share of what is locked and unbonding into dispute.
   *
   * @param draft checked, its share filled in
   * @return the slash's id
   * @throws Refusal {@code stake-not-found}; {@code own-stake} (403); {@code slash-repeated},
   *     {@code nothing-to-slash} (409)
   */
  public UUID slash(UUID staff, SlashDraft draft, int shareBp, Duration appealWindow, Instant now) {
    StandingStakes.Locked stake = stakes.locked(draft.stakeId());
    notOwn(stake, staff);
    notRepeated(draft);
    List<Part> parts = SlashRules.parts(there(stake), shareBp);
    if (parts.isEmpty()) {
      throw Refusal.conflict("nothing-to-slash", "Nothing is locked or unbonding there");
    }
    UUID id = Ids.next();
    add(id, staff, draft, shareBp, SlashRules.sum(parts), now, now.plus(appealWindow));
    for (int i = 0; i < parts.size(); i++) {
      take(id, i + 1, stake, parts.get(i));
    }
    post("take", id, "Stake slashed, open to appeal", taken(stake, parts), now);
    return id;
  }

  /** Who gets a part of a slash when it takes effect, because their objection led to it. */
  public record Finder(AccountKind kind, UUID id, int shareBp) {}

  /** Notes it with the slash. */
  public void reward(UUID slash, Finder finder) {
    sql()
        .update(
            """
            insert into slash_reward (slash_id, finder_kind, finder_id, share_bp)
            values (?, ?, ?, ?)
            """,
            slash,
            finder.kind(),
            finder.id(),
            finder.shareBp());
  }

  private Optional<Finder> finder(UUID slash) {
    return sql()
        .first(
            "select finder_kind, finder_id, share_bp from slash_reward where slash_id = ?",
            row ->
                new Finder(AccountKind.valueOf(row.getString(1)), Sql.uuid(row, 2), row.getInt(3)),
            slash);
  }

  /**
   * The owner's one objection.
   *
   * @throws Refusal {@code slash-not-found} also for other people's; {@code slash-appealed}, {@code
   *     slash-decided}, {@code appeal-late} (409)
   */
  public void appeal(UUID owner, UUID slashId, String text, Instant now) {
    StandingStakes.Locked stake = stakes.locked(stakeOf(slashId));
    if (!stake.memberId().equals(owner)) {
      throw Refusal.notFound("slash", slashId);
    }
    Found found = found(slashId);
    switch (found.state) {
      case OPEN -> inTime(found, now);
      case APPEALED ->
          throw Refusal.conflict("slash-appealed", "You have appealed; staff will decide");
      default -> throw decided(found);
    }
    sql()
        .update(
            "update slash set state = 'APPEALED', appeal = ?, appealed_at = ? where id = ?",
            text,
            now,
            slashId);
  }

  /**
   * Decides an appeal; the same decision a second time changes nothing.
   *
   * @throws Refusal {@code slash-not-found}; {@code second-person-needed}, {@code own-stake} (403);
   *     {@code slash-without-appeal}, {@code slash-decided} (409)
   */
  public void decide(Caller staff, UUID slashId, boolean uphold, String text, Instant now) {
    StandingStakes.Locked stake = stakes.locked(stakeOf(slashId));
    Found found = found(slashId);
    UUID decider = TwoPersonRule.approve(found.slashedBy, staff);
    notOwn(stake, decider);
    SlashState outcome = uphold ? SlashState.UPHELD : SlashState.OVERTURNED;
    if (found.state == outcome) {
      return;
    }
    if (found.state == SlashState.OPEN) {
      throw Refusal.conflict("slash-without-appeal", "Its owner has not appealed");
    }
    if (found.state != SlashState.APPEALED) {
      throw decided(found);
    }
    sql()
        .update(
            "update slash set state = ?, decided_by = ?, decision = ?, decided_at = ? where id = ?",
            outcome,
            decider,
            text,
            now,
            slashId);
    if (uphold) {
      burn(found, stake, now);
    } else {
      giveBack(found, stake, now);
    }
  }

  /**
   * Burns what was slashed when the time to appeal is over.
   *
   * @return whether it took effect now
   */
  public boolean takeEffect(UUID slashId, Instant now) {
    StandingStakes.Locked stake = stakes.locked(stakeOf(slashId));
    Found found = found(slashId);
    boolean due = found.state == SlashState.OPEN && !found.appealUntil.isAfter(now);
    if (due) {
      sql()
          .update(
              "update slash set state = 'EFFECTIVE', decided_at = ? where id = ?", now, slashId);
      burn(found, stake, now);
    }
    return due;
  }

  /** Slashes whose time to appeal is over, oldest first, at most a hundred. */
  public List<UUID> due(Instant now) {
    return sql()
        .list(
            """
            select id from slash where state = 'OPEN' and appeal_until <= ?
            order by appeal_until limit 100
            """,
            row -> Sql.uuid(row, 1),
            now);
  }

  private static void notOwn(StandingStakes.Locked stake, UUID staff) {
    if (stake.memberId().equals(staff)) {
      throw Refusal.forbidden("own-stake", "Nobody decides about their own stake");
    }
  }

  private void notRepeated(SlashDraft draft) {
    boolean repeated =
        sql()
                .number(
                    """
                    select count(*) from slash where stake_id = ? and reason = ? and evidence = ?
                      and state <> 'OVERTURNED'
                    """,
                    draft.stakeId(),
                    draft.reason(),
                    draft.evidence())
                .signum()
            > 0;
    if (repeated) {
      throw Refusal.conflict("slash-repeated", "It was slashed for this reason and evidence");
    }
  }

  private static void inTime(Found found, Instant now) {
    if (!now.isBefore(found.appealUntil)) {
      throw Refusal.conflict("appeal-late", "The time to appeal was over at " + found.appealUntil);
    }
  }

  private static Refusal decided(Found found) {
    return Refusal.conflict("slash-decided", "It is decided: " + found.state);
  }

  private UUID stakeOf(UUID slashId) {
    return sql()
        .first("select stake_id from slash where id = ?", row -> Sql.uuid(row, 1), slashId)
        .orElseThrow(() -> Refusal.notFound("slash", slashId));
  }

  private Found found(UUID slashId) {
    return sql()
        .first(
            "select id, slashed_by, state, amount, appeal_until from slash where id = ? for update",
            Found::read,
            slashId)
        .orElseThrow();
  }

  private List<Part> there(StandingStakes.Locked stake) {
    List<Part> there = new ArrayList<>();
    there.add(new Part(null, stake.amount().units()));
    there.addAll(
        sql()
            .list(
                """
                select id, amount from unbonding where stake_id = ? and state = 'UNBONDING'
                order by due_at, id
                """,
                row -> new Part(Sql.uuid(row, 1), Sql.units(row, 2)),
                stake.id()));
    return there;
  }

  private void add(
      UUID id,
      UUID staff,
      SlashDraft draft,
      int shareBp,
      BigInteger units,
      Instant now,
      Instant appealUntil) {
    sql()
        .update(
            """
            insert into slash (id, stake_id, reason, text, evidence, share_bp, amount, slashed_by,
              slashed_at, appeal_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id,
            draft.stakeId(),
            draft.reason(),
            draft.text(),
            draft.evidence(),
            shareBp,
            units,
            staff,
            now,
            appealUntil);
  }

  private void take(UUID slashId, int line, StandingStakes.Locked stake, Part part) {
    UUID unbonding = part.unbondingId();
    sql()
        .update(
            "insert into slash_part (slash_id, line, unbonding_id, amount)"
                + " values (?, ?, ?::uuid, ?)",
            slashId,
            line,
            unbonding,
            part.units());
    if (unbonding == null) {
      stakes.set(stake, stake.amount().minus(amount(stake, part.units())));
    } else {
      sql()
          .update("update unbonding set amount = amount - ? where id = ?", part.units(), unbonding);
    }
  }

  private static List<PostEntry.Line> taken(StandingStakes.Locked stake, List<Part> parts) {
    List<PostEntry.Line> lines = new ArrayList<>();
    for (Part part : parts) {
      AccountKind from = part.unbondingId() == null ? AccountKind.STAKE : AccountKind.UNBONDING;
      lines.add(line(from, stake, part.units().negate()));
    }
    lines.add(line(AccountKind.DISPUTED, stake, SlashRules.sum(parts)));
    return lines;
  }

  private void burn(Found found, StandingStakes.Locked stake, Instant now) {
    List<PostEntry.Line> lines = new ArrayList<>();
    lines.add(line(AccountKind.DISPUTED, stake, found.units.negate()));
    BigInteger burned = found.units;
    Finder finder = finder(found.id).orElse(null);
    if (finder != null) {
      BigInteger reward = SlashRules.share(found.units, finder.shareBp());
      burned = burned.subtract(reward);
      lines.add(new PostEntry.Line(finder.kind(), finder.id(), amount(stake, reward)));
    }
    lines.add(new PostEntry.Line(AccountKind.BURN, Journal.FOUNDATION, amount(stake, burned)));
    lines.removeIf(line -> line.amount().isZero());
    post("burn", found.id, "Slashed stake burned", lines, now);
  }

  /** Each part to where it would be now had it not been taken. */
  private void giveBack(Found found, StandingStakes.Locked stake, Instant now) {
    List<PostEntry.Line> lines = new ArrayList<>();
    lines.add(line(AccountKind.DISPUTED, stake, found.units.negate()));
    BigInteger locked = BigInteger.ZERO;
    for (Returned part : returned(found.id)) {
      lines.add(line(part.to, stake, part.units));
      if (part.to == AccountKind.STAKE) {
        locked = locked.add(part.units);
      }
    }
    stakes.set(stake, stake.amount().plus(amount(stake, locked)));
    sql()
        .update(
            """
            update unbonding u set amount = u.amount + p.amount from slash_part p
            where p.slash_id = ? and u.id = p.unbonding_id and u.state = 'UNBONDING'
            """,
            found.id);
    post("back", found.id, "Slash overturned", lines, now);
  }

  private record Returned(AccountKind to, BigInteger units) {}

  private List<Returned> returned(UUID slashId) {
    return sql()
        .list(
            """
            select case u.state when 'UNBONDING' then 'UNBONDING' when 'RETURNED' then 'MEMBER'
              else 'STAKE' end, p.amount
            from slash_part p left join unbonding u on u.id = p.unbonding_id
            where p.slash_id = ? order by p.line
            """,
            row -> new Returned(AccountKind.valueOf(row.getString(1)), Sql.units(row, 2)),
            slashId);
  }

  private void post(
      String step, UUID slashId, String memo, List<PostEntry.Line> lines, Instant now) {
    journal.post(
        new PostEntry("slash:" + step + ":" + slashId, CauseKind.SLASH, slashId, memo, lines), now);
  }

  private static PostEntry.Line line(
      AccountKind kind, StandingStakes.Locked stake, BigInteger units) {
    return new PostEntry.Line(kind, stake.memberId(), amount(stake, units));
  }

  private static Amount amount(StandingStakes.Locked stake, BigInteger units) {
    Asset asset = stake.amount().asset();
    return new Amount(asset, units);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
