package ngo.zoo.persistence.rewards.epoch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.EpochFacts;
import ngo.zoo.rewards.EpochStatus;
import ngo.zoo.rewards.EpochTerms;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.rules.RewardRules;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The epochs' rows. Epochs follow each other without a gap: the first begins with the hour of the
 * first journal entry, each is as long as was governed when it began.
 */
@ApplicationScoped
public class EpochStore {
  private static final String EPOCHS =
      """
      select id, number, starts_at, ends_at, status, alpha, beta, gamma, budget, revenue_share,
        revenue_top, credits_hour, credit_fee, credit_lifetime, half_life, total_stake, fee_income,
        treasury, rewards, revenue, credits, completed_at, differences
      from reward_epoch
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public EpochStore() {}

  public EpochStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Opens the epoch that follows the last one if that is over.
   *
   * @return whether one was opened
   */
  public boolean openNext(Instant now) {
    Optional<EpochView> last =
        sql().first(EPOCHS + "order by number desc limit 1", EpochStore::read);
    Optional<Instant> start =
        last.isPresent()
            ? last.map(EpochView::endsAt).filter(end -> !end.isAfter(now))
            : firstHour();
    start.ifPresent(at -> add(last.map(EpochView::number).orElse(0) + 1, at));
    return start.isPresent();
  }

  private Optional<Instant> firstHour() {
    return sql()
        .first(
            "select min(posted_at) from journal_entry having count(*) > 0",
            row -> Sql.instant(row, 1).truncatedTo(ChronoUnit.HOURS));
  }

  private void add(int number, Instant start) {
    Duration length = new ParameterHistory(sql(), start).duration(Parameter.REWARD_EPOCH);
    sql()
        .update(
            """
            insert into reward_epoch (id, number, starts_at, ends_at) values (?, ?, ?, ?)
            on conflict (number) do nothing
            """,
            Ids.next(),
            number,
            start,
            start.plus(length));
  }

  public Optional<EpochView> epoch(int number) {
    return sql().first(EPOCHS + "where number = ?", EpochStore::read, number);
  }

  /** As {@link #epoch}, locked until the transaction ends. */
  public Optional<EpochView> lock(int number) {
    return sql().first(EPOCHS + "where number = ? for update", EpochStore::read, number);
  }

  /** Newest first. */
  public Page<EpochView> page(PageRequest request) {
    return new Page<>(
        sql()
            .list(
                EPOCHS + "order by number desc offset ? limit ?",
                EpochStore::read,
                request.first(),
                request.size()),
        sql().number("select count(*) from reward_epoch").longValueExact());
  }

  /**
   * Numbers of epochs that were over at {@code before} and wait for a step, oldest first. One whose
   * audit found differences does not hold up the next.
   */
  public List<Integer> unfinished(Instant before) {
    return sql()
        .list(
            """
            select number from reward_epoch where status <> 'VERIFIED' and differences is null and ends_at <= ?
            order by number
            """,
            row -> row.getInt(1),
            before);
  }

  /** Its inputs are stored; these are the terms and facts they are to be computed by. */
  void collected(int number, EpochTerms terms, Amount totalStake, Amount feeIncome) {
    sql()
        .update(
            """
            update reward_epoch set status = 'COLLECTED', alpha = ?, beta = ?, gamma = ?,
              budget = ?, revenue_share = ?, revenue_top = ?, credits_hour = ?, credit_fee = ?,
              credit_lifetime = ?, half_life = ?, total_stake = ?, fee_income = ?
            where number = ? and status = 'OPEN'
            """,
            terms.alpha().units(),
            terms.beta().units(),
            terms.gamma().units(),
            terms.budget().units(),
            terms.revenueShare(),
            terms.revenueTop(),
            terms.creditsPerHour(),
            terms.creditFee().units(),
            terms.creditLifetime().toString(),
            terms.halfLife().toString(),
            totalStake.units(),
            feeIncome.units(),
            number);
  }

  /** Its pay-outs are stored and its pools filled. */
  public void computed(int number, Amount treasury, RewardRules.Result result) {
    sql()
        .update(
            """
            update reward_epoch set status = 'COMPUTED', treasury = ?, rewards = ?, revenue = ?,
              credits = ?
            where number = ? and status = 'COLLECTED'
            """,
            treasury.units(),
            result.rewards().units(),
            result.revenue().units(),
            result.credits().units(),
            number);
  }

  /** Everything is paid. */
  public void paid(int number) {
    sql()
        .update(
            "update reward_epoch set status = 'PAID' where number = ? and status = 'COMPUTED'",
            number);
  }

  /** What its audit found. */
  public void verified(int number, long differences, Instant now) {
    sql()
        .update(
            """
            update reward_epoch set status = ?, differences = ?, completed_at = ?
            where number = ? and status = 'PAID'
            """,
            differences == 0 ? EpochStatus.VERIFIED : EpochStatus.PAID,
            differences,
            now,
            number);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static EpochView read(ResultSet row) throws SQLException {
    EpochStatus status = EpochStatus.valueOf(row.getString(5));
    boolean collected = status != EpochStatus.OPEN;
    boolean computed = collected && status != EpochStatus.COLLECTED;
    return new EpochView(
        Sql.uuid(row, 1),
        row.getInt(2),
        Sql.instant(row, 3),
        Sql.instant(row, 4),
        status,
        collected ? terms(row) : null,
        collected ? new EpochFacts(keeper(row, 16), keeper(row, 17), keeper(row, 18)) : null,
        computed ? keeper(row, 19) : null,
        computed ? keeper(row, 20) : null,
        computed ? keeper(row, 21) : null,
        Sql.optionalInstant(row, 22),
        differences(row));
  }

  private static EpochTerms terms(ResultSet row) throws SQLException {
    return new EpochTerms(
        keeper(row, 6),
        keeper(row, 7),
        keeper(row, 8),
        keeper(row, 9),
        row.getInt(10),
        row.getInt(11),
        row.getInt(12),
        keeper(row, 13),
        Duration.parse(row.getString(14)),
        Duration.parse(row.getString(15)));
  }

  private static @Nullable Long differences(ResultSet row) throws SQLException {
    long differences = row.getLong(23);
    return row.wasNull() ? null : differences;
  }

  private static Amount keeper(ResultSet row, int column) throws SQLException {
    return Amount.keeper(Sql.units(row, column));
  }
}
