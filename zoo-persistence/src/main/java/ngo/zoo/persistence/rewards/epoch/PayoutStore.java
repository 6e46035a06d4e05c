package ngo.zoo.persistence.rewards.epoch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.PayoutView;
import ngo.zoo.rewards.RewardKind;
import ngo.zoo.rewards.RewardPayout;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** The pay-outs' rows: stored once, marked as paid once, never changed otherwise. */
@ApplicationScoped
public class PayoutStore {
  private static final String NAMED =
      """
      from reward_payout p left join member m on m.id = p.payee_id left join node n on n.id = p.payee_id
      where p.epoch = ? and (?::uuid is null or p.payee_id = ?::uuid or n.owner_id = ?::uuid)
        and position(lower(?) in lower(coalesce(m.display_name, n.name, ''))) > 0
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public PayoutStore() {}

  public PayoutStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Stores all pay-outs of an epoch by one statement. */
  public void add(int epoch, List<RewardPayout> payouts) {
    sql()
        .update(
            """
            insert into reward_payout (epoch, kind, subject_id, account, payee_id, due, amount)
            select ?, p.* from unnest(?::text[], ?::uuid[], ?::text[], ?::uuid[], ?::numeric[], ?::numeric[]) p
            """,
            epoch,
            texts(payouts, payout -> payout.kind().name()),
            ids(payouts, RewardPayout::subjectId),
            texts(payouts, payout -> payout.account().name()),
            ids(payouts, RewardPayout::payeeId),
            units(payouts, RewardPayout::due),
            units(payouts, RewardPayout::amount));
  }

  /**
   * Pay-outs that wait, in a fixed order.
   *
   * @param kind and {@code subject} of the last one that was taken; null from the beginning
   */
  public List<RewardPayout> waiting(
      int epoch, @Nullable RewardKind kind, @Nullable UUID subject, int most) {
    return sql()
        .list(
            """
            select kind, subject_id, account, payee_id, due, amount from reward_payout
            where epoch = ? and paid_by is null and (kind, subject_id) > (?, ?::uuid)
            order by kind, subject_id limit ?
            """,
            PayoutStore::payout,
            epoch,
            kind == null ? "" : kind.name(),
            subject == null ? new UUID(0, 0) : subject,
            most);
  }

  public long count(int epoch) {
    return sql().number("select count(*) from reward_payout where epoch = ?", epoch).longValue();
  }

  public long countWaiting(int epoch) {
    return sql()
        .number("select count(*) from reward_payout where epoch = ? and paid_by is null", epoch)
        .longValue();
  }

  /** Says what paid it; a pay-out that was paid before stays as it is. */
  public void paid(int epoch, RewardPayout payout, UUID paidBy) {
    sql()
        .update(
            """
            update reward_payout set paid_by = ?
            where epoch = ? and kind = ? and subject_id = ? and paid_by is null
            """,
            paidBy,
            epoch,
            payout.kind(),
            payout.subjectId());
  }

  /** All pay-outs of an epoch. */
  public List<RewardPayout> of(int epoch) {
    return sql()
        .list(
            """
            select kind, subject_id, account, payee_id, due, amount from reward_payout
            where epoch = ? order by kind, subject_id
            """,
            PayoutStore::payout,
            epoch);
  }

  /**
   * Greatest first.
   *
   * @param member only what this member and its nodes get; null for all
   * @param request searched in the payees' names
   */
  public Page<PayoutView> page(int epoch, @Nullable UUID member, PageRequest request) {
    String payee = member == null ? null : member.toString();
    List<PayoutView> rows =
        sql()
            .list(
                """
                select p.kind, p.subject_id, p.account, p.payee_id, p.due, p.amount, p.paid_by,
                  coalesce(m.display_name, n.name, '')
                """
                    + NAMED
                    + " order by p.amount desc, p.kind, p.subject_id offset ? limit ?",
                PayoutStore::view,
                epoch,
                payee,
                payee,
                payee,
                request.search(),
                request.first(),
                request.size());
    long total =
        sql()
            .number("select count(*) " + NAMED, epoch, payee, payee, payee, request.search())
            .longValueExact();
    return new Page<>(rows, total);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static RewardPayout payout(ResultSet row) throws SQLException {
    return new RewardPayout(
        RewardKind.valueOf(row.getString(1)),
        Sql.uuid(row, 2),
        AccountKind.valueOf(row.getString(3)),
        Sql.uuid(row, 4),
        Amount.keeper(Sql.units(row, 5)),
        Amount.keeper(Sql.units(row, 6)));
  }

  private static PayoutView view(ResultSet row) throws SQLException {
    RewardPayout payout = payout(row);
    return new PayoutView(
        payout.kind(),
        payout.subjectId(),
        payout.account(),
        payout.payeeId(),
        row.getString(8),
        payout.due(),
        payout.amount(),
        row.getObject(7, UUID.class));
  }

  private static String[] texts(List<RewardPayout> all, Function<RewardPayout, String> column) {
    return all.stream().map(column).toArray(String[]::new);
  }

  private static UUID[] ids(List<RewardPayout> all, Function<RewardPayout, UUID> column) {
    return all.stream().map(column).toArray(UUID[]::new);
  }

  private static BigInteger[] units(List<RewardPayout> all, Function<RewardPayout, Amount> column) {
    return all.stream().map(column).map(Amount::units).toArray(BigInteger[]::new);
  }
}
