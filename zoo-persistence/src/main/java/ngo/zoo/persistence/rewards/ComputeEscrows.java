package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.compute.EscrowView;
import ngo.zoo.compute.OpenEscrow;
import ngo.zoo.compute.rules.GpuPrice;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.HoldStatus;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Escrows of compute jobs: a hold with a price. Work is metered as a running total; the money moved
 * follows that total and nothing else, so meter events may repeat, be late or change places.
 */
@ApplicationScoped
public class ComputeEscrows {
  private static final String ROWS =
      """
      select c.job_id, h.payer_kind, h.payer_id, c.provider_kind, c.provider_id, h.asset, h.amount,
        c.hourly, c.fee_bp, c.gpu_seconds, h.drawn, h.status, h.expires_at, h.created_at, h.ended_at
      from compute_escrow c join hold h on h.id = c.job_id
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private Holds holds;

  /** For the container. */
  public ComputeEscrows() {}

  public ComputeEscrows(DataSource dataSource, Holds holds) {
    this.dataSource = dataSource;
    this.holds = holds;
  }

  /** Puts the cap aside; once per job, and the first terms stay. */
  public void open(OpenEscrow terms, int feeBp) {
    boolean opened =
        holds.open(
            new Holds.Terms(
                terms.jobId(),
                CauseKind.JOB,
                terms.jobId(),
                terms.payerKind(),
                terms.payerId(),
                terms.cap(),
                terms.lease(),
                "Escrow of a compute job"));
    if (opened) {
      sql()
          .update(
              "insert into compute_escrow values (?, ?, ?, ?, ?)",
              terms.jobId(),
              terms.providerKind(),
              terms.providerId(),
              terms.hourly().units(),
              feeBp);
    }
  }

  /**
   * Pays for work up to a running total; less than was metered before, or after the end, moves
   * nothing.
   *
   * @return what was paid now
   */
  public Amount meter(UUID jobId, long totalGpuSeconds) {
    Holds.Hold hold = holds.locked(jobId);
    EscrowView escrow = one(jobId).orElseThrow(() -> Refusal.notFound("escrow", jobId));
    if (!hold.pending() || totalGpuSeconds <= escrow.gpuSeconds()) {
      return Amount.zero(escrow.cap().asset());
    }
    sql()
        .update(
            "update compute_escrow set gpu_seconds = ? where job_id = ?", totalGpuSeconds, jobId);
    GpuPrice price = new GpuPrice(escrow.hourly(), escrow.feeBp());
    return holds.draw(
        hold,
        price.cost(totalGpuSeconds, escrow.cap()),
        "Compute time paid",
        (before, after) -> lines(escrow, price.parts(after).minus(price.parts(before))));
  }

  /** Ends the escrow and gives back what is left; once. */
  public boolean close(UUID jobId) {
    return holds.close(jobId, "Rest of a compute job’s escrow");
  }

  public Optional<EscrowView> one(UUID jobId) {
    return sql().first(ROWS + " where c.job_id = ?", ComputeEscrows::view, jobId);
  }

  /**
   * Newest first.
   *
   * @param party whose: payer or provider; null for all
   */
  public Page<EscrowView> page(@Nullable UUID party, PageRequest request) {
    String where = " where (?::uuid is null or h.payer_id = ? or c.provider_id = ?)";
    List<EscrowView> rows =
        sql()
            .list(
                ROWS + where + " order by h.created_at desc, c.job_id desc offset ? limit ?",
                ComputeEscrows::view,
                party,
                party,
                party,
                request.first(),
                request.size());
    String count = "select count(*) from compute_escrow c join hold h on h.id = c.job_id";
    return new Page<>(rows, sql().number(count + where, party, party, party).longValueExact());
  }

  private static List<PostEntry.Line> lines(EscrowView escrow, GpuPrice.Parts parts) {
    return List.of(
        new PostEntry.Line(escrow.providerKind(), escrow.providerId(), parts.provider()),
        new PostEntry.Line(AccountKind.TREASURY, Journal.FOUNDATION, parts.network()));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static EscrowView view(ResultSet row) throws SQLException {
    Asset asset = Asset.valueOf(row.getString(6));
    Amount cap = new Amount(asset, Sql.units(row, 7));
    Amount paid = new Amount(asset, Sql.units(row, 11));
    HoldStatus status = HoldStatus.valueOf(row.getString(12));
    return new EscrowView(
        Sql.uuid(row, 1),
        AccountKind.valueOf(row.getString(2)),
        Sql.uuid(row, 3),
        AccountKind.valueOf(row.getString(4)),
        Sql.uuid(row, 5),
        cap,
        new Amount(asset, Sql.units(row, 8)),
        row.getInt(9),
        row.getLong(10),
        paid,
        status == HoldStatus.PENDING ? cap.minus(paid) : Amount.zero(asset),
        status,
        Sql.instant(row, 13),
        Sql.instant(row, 14),
        Sql.optionalInstant(row, 15));
  }
}
