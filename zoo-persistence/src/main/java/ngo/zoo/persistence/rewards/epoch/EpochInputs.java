package ngo.zoo.persistence.rewards.epoch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.EpochStatus;
import ngo.zoo.rewards.EpochTerms;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.RewardInput;
import ngo.zoo.rewards.RewardKind;
import ngo.zoo.shared.Amount;

/** Takes the picture of an epoch that everything else of it is computed from. */
@ApplicationScoped
public class EpochInputs {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private EpochStore epochs;

  /** For the container. */
  public EpochInputs() {}

  public EpochInputs(DataSource dataSource, EpochStore epochs) {
    this.dataSource = dataSource;
    this.epochs = epochs;
  }

  /**
   * Stores the inputs, terms and facts of an epoch that is over, in the caller's transaction; does
   * nothing when it has them.
   */
  public void collect(int number) {
    EpochView epoch = epochs.lock(number).orElseThrow();
    if (epoch.status() != EpochStatus.OPEN) {
      return;
    }
    EpochTerms terms = new ParameterHistory(sql(), epoch.endsAt()).terms();
    for (RewardKind kind : RewardKind.values()) {
      sql()
          .update(
              EpochSources.WINDOW
                  + """
                    insert into reward_input
                      (epoch, kind, subject_id, owner_id, quantity, quality_bp, up, down, stake)
                    select (select number from win), '%s', q.* from (%s) q
                    """
                      .formatted(kind, EpochSources.of(kind, terms.revenueTop())),
              number);
    }
    epochs.collected(
        number,
        terms,
        Amount.keeper(sql().number("select sum(stake) from reward_input where epoch = ?", number)),
        Amount.keeper(sql().number(EpochSources.FEE_INCOME, number)));
  }

  /** The inputs as they were collected. */
  public List<RewardInput> of(int number) {
    return sql()
        .list(
            """
            select subject_id, owner_id, quantity, quality_bp, up, down, stake, kind
            from reward_input where epoch = ? order by kind, subject_id
            """,
            row -> read(RewardKind.valueOf(row.getString(8)), row),
            number);
  }

  /** The inputs as they would be collected now. */
  List<RewardInput> anew(int number, RewardKind kind, int revenueTop) {
    return sql()
        .list(
            EpochSources.WINDOW + EpochSources.of(kind, revenueTop),
            row -> read(kind, row),
            number);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static RewardInput read(RewardKind kind, ResultSet row) throws SQLException {
    return new RewardInput(
        kind,
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        Sql.units(row, 3),
        row.getInt(4),
        row.getLong(5),
        row.getLong(6),
        Sql.units(row, 7));
  }
}
