package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.billing.CreditLeases;
import ngo.zoo.persistence.billing.CreditLeases.Draw;
import ngo.zoo.persistence.routing.ReceiptBatches;
import ngo.zoo.persistence.routing.ReceiptRow;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.routing.rules.ReceiptRecord.InjectedExperience;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/**
 * Makes many answers count in one transaction: their fees from leases to held, their receipts, one
 * leaf of the log over all of them and the uses of their experiences.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class BatchSettlement {
  private static final Duration SOON = Duration.ofMinutes(1);

  @Inject private ReceiptBatches receipts;
  @Inject private CreditLeases leases;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private Experiences experiences;
  @EJB private Fees fees;
  @EJB private Settlement settlement;
  @EJB private Decisions decisions;

  /**
   * All of them or none.
   *
   * @throws CreditLeases.Refused naming a lease that gives so much no more
   */
  public void settle(List<Answered> answers) {
    UUID batch = Ids.next();
    Instant now = clock.now();
    leases.settle(batch, draws(answers), answers.getLast().query().most());
    receipts.write(
        batch,
        answers.stream().map(one -> row(one.row(), now)).toList(),
        now,
        now.plus(parameters.duration(Parameter.DISPUTE_WINDOW)));
    decisions.keep(
        answers.stream().collect(Collectors.toMap(one -> one.query().id(), Answered::inferred)),
        now);
    experiences.countUse(
        answers.stream()
            .flatMap(one -> one.row().answer().experiences().stream())
            .filter(InjectedExperience::paid)
            .map(InjectedExperience::id)
            .toList());
  }

  /** Those of these queries whose receipts are committed. */
  public Set<UUID> written(List<UUID> queries) {
    return receipts.written(queries);
  }

  private static ReceiptRow row(ReceiptRow row, Instant now) {
    return new ReceiptRow(
        row.answer().at(now), row.payerKind(), row.project(), row.key(), row.lease());
  }

  private static List<Draw> draws(List<Answered> answers) {
    Map<UUID, Draw> draws = new LinkedHashMap<>();
    for (Answered one : answers) {
      Amount fee = one.query().fee();
      draws.merge(
          one.drawn().leaseId(),
          new Draw(one.drawn().leaseId(), one.query().payerId(), fee),
          (sum, next) -> new Draw(sum.lease(), sum.payer(), sum.amount().plus(fee)));
    }
    return List.copyOf(draws.values());
  }

  /**
   * Pays for one answer whose lease is over as if it had never had one.
   *
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds}, {@code budget-exceeded}
   */
  public void settleAlone(Answered answer) {
    Query query = answer.query();
    fees.reserve(query.id(), query.caller(), query.fee(), SOON);
    settlement.write(query, answer.row().answer().at(clock.now()), answer.inferred());
  }
}
