package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.billing.RefundState;
import ngo.zoo.billing.RefundView;
import ngo.zoo.billing.rules.Reason;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.TwoPersonRule;
import org.jspecify.annotations.Nullable;

/**
 * Refunds: asked for by one member of staff, paid by the approval of another. KEEPER come from the
 * treasury to the prepaid account; USD are what the organisation has paid beyond its invoices.
 */
@ApplicationScoped
public class Refunding {
  private static final String REFUNDS =
      """
      select r.id, r.organisation_id, o.name, r.asset, r.amount, r.reason,
        case when d.approved is null then 'REQUESTED' when d.approved then 'APPROVED'
          else 'DECLINED' end,
        r.requested_by, coalesce(m.display_name, ''), r.requested_at, d.decided_at, d.entry_id
      from refund r join organisation o on o.id = r.organisation_id
      left join member m on m.id = r.requested_by
      left join refund_decision d on d.refund_id = r.id
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private BillingTerms accounts;
  @Inject private Journal journal;
  @Inject private PartnerEvents events;
  @Inject private BusinessClock clock;

  /** For the container. */
  public Refunding() {}

  Refunding(
      DataSource dataSource,
      BillingTerms accounts,
      Journal journal,
      PartnerEvents events,
      BusinessClock clock) {
    this.dataSource = dataSource;
    this.accounts = accounts;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws Refusal {@code refund-invalid} (400) for nothing or an asset that is not refunded
   */
  public RefundView request(UUID organisation, Amount amount, String reason, UUID requestedBy) {
    BillingTerms.Terms terms = accounts.lock(organisation);
    boolean refundable =
        amount.asset() == Asset.USD || amount.asset() == Asset.KEEPER && !terms.postpaid();
    if (!refundable || amount.units().signum() <= 0) {
      throw Refusal.field(
          "refund-invalid",
          "amount",
          "A refund is some USD, or some KEEPER for a prepaid account; a post-paid invoice is taken"
              + " back by a credit note");
    }
    UUID id = Ids.next();
    sql()
        .update(
            "insert into refund values (?, ?, ?, ?, ?, ?, ?)",
            id,
            organisation,
            amount.asset(),
            amount.units(),
            Reason.of(reason),
            requestedBy,
            clock.now());
    return one(organisation, id);
  }

  /**
   * Pays the refund, once.
   *
   * @throws Refusal {@code refund-not-found} (404), {@code refund-decided}, {@code refund-too-high}
   *     (409), {@code second-person-needed} (403), {@code insufficient-funds} (402)
   */
  public RefundView approve(UUID organisation, UUID id, Caller approver) {
    RefundView refund = undecided(organisation, id);
    UUID by = TwoPersonRule.approve(refund.requestedBy(), approver);
    requireDue(refund);
    Instant now = clock.now();
    UUID entry =
        journal.post(
            new PostEntry(
                "refund:" + id,
                CauseKind.REFUND,
                id,
                "Refund",
                Invoicing.POSTINGS.refunded(organisation, refund.amount())),
            now);
    decide(id, true, by, now, entry);
    events.publish(
        organisation,
        "refund.approved",
        id,
        Map.of("amount", refund.amount().toString(), "reason", refund.reason()));
    return one(organisation, id);
  }

  /** Ends the request; nothing is paid. Whoever asked may do so too. */
  public RefundView decline(UUID organisation, UUID id, UUID decidedBy) {
    undecided(organisation, id);
    decide(id, false, decidedBy, clock.now(), null);
    return one(organisation, id);
  }

  /** Newest first. */
  public List<RefundView> of(UUID organisation) {
    return sql()
        .list(
            REFUNDS + "where r.organisation_id = ? order by r.requested_at desc, r.id desc",
            Refunding::read,
            organisation);
  }

  /** Those that wait for a second person, oldest first. */
  public List<RefundView> waiting() {
    return sql()
        .list(REFUNDS + "where d.refund_id is null order by r.requested_at, r.id", Refunding::read);
  }

  private RefundView undecided(UUID organisation, UUID id) {
    accounts.lock(organisation);
    RefundView refund = one(organisation, id);
    if (refund.state() != RefundState.REQUESTED) {
      throw Refusal.conflict("refund-decided", "This refund was decided before");
    }
    return refund;
  }

  /** What the bank pays back is not more than what came in too much. */
  private void requireDue(RefundView refund) {
    if (refund.amount().asset() == Asset.USD) {
      Amount due = journal.balance(AccountKind.RECEIVABLE, refund.organisationId(), Asset.USD);
      if (refund.amount().compareTo(due) > 0) {
        throw Refusal.conflict(
            "refund-too-high",
            "After its open invoices %s is due to the organisation: issue a credit note first"
                .formatted(due.isNegative() ? Amount.zero(Asset.USD) : due));
      }
    }
  }

  private void decide(UUID id, boolean approved, UUID by, Instant now, @Nullable UUID entry) {
    sql()
        .update(
            "insert into refund_decision values (?, ?, ?, ?, ?::uuid)",
            id,
            approved,
            by,
            now,
            entry);
  }

  private RefundView one(UUID organisation, UUID id) {
    return sql()
        .first(
            REFUNDS + "where r.organisation_id = ? and r.id = ?", Refunding::read, organisation, id)
        .orElseThrow(() -> Refusal.notFound("refund", id));
  }

  private static RefundView read(ResultSet row) throws SQLException {
    return new RefundView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        new Amount(Asset.valueOf(row.getString(4)), Sql.units(row, 5)),
        row.getString(6),
        RefundState.valueOf(row.getString(7)),
        Sql.uuid(row, 8),
        row.getString(9),
        Sql.instant(row, 10),
        Sql.optionalInstant(row, 11),
        row.getObject(12, UUID.class));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
