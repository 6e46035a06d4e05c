package ngo.zoo.persistence.rewards.epoch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.BoardName;
import ngo.zoo.rewards.ContributionHours;
import ngo.zoo.rewards.DatasetContribution;
import ngo.zoo.rewards.LeaderBoard;
import ngo.zoo.rewards.LeaderRow;
import ngo.zoo.shared.Amount;

/** What staff register, and the boards that finished epochs make. */
@ApplicationScoped
public class Contributions {
  private static final int PLACES = 50;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public Contributions() {}

  public Contributions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  public Optional<UUID> member(String login) {
    return sql().first("select id from member where login = ?", row -> Sql.uuid(row, 1), login);
  }

  public void add(DatasetContribution dataset, UUID registeredBy) {
    sql()
        .update(
            "insert into dataset_contribution values (?, ?, ?, ?, ?, ?, ?)",
            dataset.id(),
            dataset.ownerId(),
            dataset.name(),
            dataset.records(),
            dataset.qualityBp(),
            registeredBy,
            dataset.registeredAt());
  }

  public void add(ContributionHours hours, UUID registeredBy) {
    sql()
        .update(
            "insert into contribution_hours values (?, ?, ?, ?, ?, ?)",
            hours.id(),
            hours.ownerId(),
            hours.hours(),
            hours.reason(),
            registeredBy,
            hours.registeredAt());
  }

  /** How the member is called on the boards. */
  public BoardName boardName(UUID member) {
    return sql()
        .first(
            "select board_label, board_named from member where id = ?",
            row -> new BoardName(row.getString(1), row.getBoolean(2)),
            member)
        .orElseThrow();
  }

  /** Whether the member's own name stands on the boards. */
  public void nameOnBoards(UUID member, boolean named) {
    sql().update("update member set board_named = ? where id = ?", named, member);
  }

  /**
   * The first places, best first.
   *
   * @param epoch 0: all epochs so far
   */
  public List<LeaderRow> board(LeaderBoard board, int epoch) {
    return switch (board) {
      case EXPERIENCES -> byExperiences(epoch);
      case ANSWERS -> byAnswers(epoch);
    };
  }

  private List<LeaderRow> byExperiences(int epoch) {
    return sql()
        .list(
            """
            select rank() over (order by sum(b.amount) desc),
              case when m.board_named then m.display_name else m.board_label end, sum(b.amount)
            from (
              select owner_id, quantity as amount from reward_input
              where kind = 'REVENUE' and (? = 0 or epoch = ?)
              union all
              select payee_id, amount from reward_payout
              where kind = 'EXPERIENCE' and (? = 0 or epoch = ?)) b
            join member m on m.id = b.owner_id
            group by m.id order by 1, m.board_label limit ?
            """,
            row ->
                new LeaderRow(
                    row.getInt(1), row.getString(2), Amount.keeper(Sql.units(row, 3)), null),
            epoch,
            epoch,
            epoch,
            epoch,
            PLACES);
  }

  private List<LeaderRow> byAnswers(int epoch) {
    return sql()
        .list(
            """
            select rank() over (order by sum(i.quantity) desc), n.name, sum(i.quantity)
            from reward_input i join node n on n.id = i.subject_id
            where i.kind = 'INFERENCE' and (? = 0 or i.epoch = ?)
            group by n.id order by 1, n.name limit ?
            """,
            row -> new LeaderRow(row.getInt(1), row.getString(2), null, row.getLong(3)),
            epoch,
            epoch,
            PLACES);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
