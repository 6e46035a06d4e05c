package ngo.zoo.persistence.governance;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.governance.PanelVoteView;
import ngo.zoo.governance.rules.PanelRules;
import ngo.zoo.persistence.Sql;

/** Panels of disputes and their votes. */
@ApplicationScoped
public class DisputePanelStore {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public DisputePanelStore() {}

  DisputePanelStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * A panel that votes.
   *
   * @param barred parties, who may not vote
   */
  public record Panel(UUID disputeId, List<UUID> barred, int quorum, Instant closesAt) {}

  /** Opens a panel once per dispute. */
  public void open(UUID dispute, List<UUID> barred, int quorum, Instant now, Instant closesAt) {
    sql()
        .update(
            """
            insert into dispute_panel (dispute_id, barred, quorum, opened_at, closes_at)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """,
            dispute,
            barred.toArray(UUID[]::new),
            quorum,
            now,
            closesAt);
  }

  /** Whether this member may vote and has not: the panel is open and they are no party. */
  public boolean isWaitingFor(UUID dispute, UUID member) {
    return sql()
            .number(
                """
                select count(*) from dispute_panel p
                where p.dispute_id = ? and p.closed_at is null and ? <> all (p.barred)
                  and not exists (select from dispute_vote v
                    where v.dispute_id = p.dispute_id and v.member_id = ?)
                """,
                dispute,
                member,
                member)
            .signum()
        > 0;
  }

  /** How many open panels wait for this member's vote. */
  public long waitingFor(UUID member) {
    return sql()
        .number(
            """
            select count(*) from dispute_panel p
            where p.closed_at is null and ? <> all (p.barred)
              and not exists (select from dispute_vote v
                where v.dispute_id = p.dispute_id and v.member_id = ?)
            """,
            member,
            member)
        .longValueExact();
  }

  /** Locks a panel that still votes. */
  public Optional<Panel> lock(UUID dispute) {
    return sql()
        .first(
            """
            select dispute_id, barred, quorum, closes_at from dispute_panel
            where dispute_id = ? and closed_at is null for update
            """,
            row ->
                new Panel(
                    Sql.uuid(row, 1),
                    List.of((UUID[]) row.getArray(2).getArray()),
                    row.getInt(3),
                    Sql.instant(row, 4)),
            dispute);
  }

  /** Whether this dispute has or had a panel. */
  public boolean isKnown(UUID dispute) {
    return sql().number("select count(*) from dispute_panel where dispute_id = ?", dispute).signum()
        > 0;
  }

  /** False when the member has voted before. */
  public boolean vote(UUID dispute, UUID member, boolean uphold, String reason, Instant now) {
    return sql()
            .update(
                """
                insert into dispute_vote (dispute_id, member_id, uphold, reason, cast_at)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """,
                dispute,
                member,
                uphold,
                reason,
                now)
        > 0;
  }

  /** In the order in which they were cast, without names. */
  public List<PanelVoteView> votes(UUID dispute) {
    return sql()
        .list(
            """
            select member_id, uphold, reason, cast_at from dispute_vote where dispute_id = ?
            order by cast_at, member_id
            """,
            row ->
                new PanelVoteView(
                    Sql.uuid(row, 1), row.getBoolean(2), row.getString(3), Sql.instant(row, 4)),
            dispute);
  }

  /** Panels whose time is over, oldest first. */
  public List<UUID> due(Instant now) {
    return sql()
        .list(
            """
            select dispute_id from dispute_panel where closed_at is null and closes_at <= ?
            order by closes_at limit 100
            """,
            row -> Sql.uuid(row, 1),
            now);
  }

  /** Ends it; whether it upheld the objection is left open when it had no quorum. */
  public void close(UUID dispute, PanelRules.Outcome outcome, Instant now) {
    sql()
        .update(
            "update dispute_panel set closed_at = ?, upheld = nullif(?, 'NO_QUORUM') = 'UPHELD'"
                + " where dispute_id = ?",
            now,
            outcome,
            dispute);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
