package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.persistence.routing.DecisionStore;
import ngo.zoo.routing.DecisionView;
import ngo.zoo.routing.DecisionView.NodeReason;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.rules.Considered;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** Why nodes were chosen: kept with the receipts, as long as transcripts are. */
@Stateless
public class Decisions {
  @Inject private DecisionStore store;
  @Inject private Parameters parameters;
  @Inject private NodeCatalogue nodes;
  @EJB private Receipts receipts;

  /** Keeps them in the caller's transaction, when anything is kept at all. */
  public void keep(Map<UUID, Inferred> inferred, Instant now) {
    Duration retention = parameters.duration(Parameter.TRANSCRIPT_RETENTION);
    if (retention.isPositive()) {
      Map<UUID, String> texts = new LinkedHashMap<>();
      inferred.forEach((query, one) -> texts.put(query, DecisionJson.write(one)));
      store.addAll(texts, now.plus(retention));
    }
  }

  /**
   * Why the node of this receipt, for its payer and staff.
   *
   * @throws Refusal {@code receipt-not-found}, also for another's; {@code decision-not-found} when
   *     it is not kept any more
   */
  public DecisionView decision(Caller caller, UUID receiptId) {
    ReceiptView receipt = receipts.receipt(receiptId);
    if (!caller.has(Role.STAFF) && !receipt.isPaidBy(caller)) {
      throw Refusal.notFound("receipt", receiptId);
    }
    return store
        .find(receiptId)
        .map(DecisionJson::read)
        .map(kept -> view(receiptId, kept))
        .orElseThrow(() -> Refusal.notFound("decision", receiptId));
  }

  private DecisionView view(UUID receipt, DecisionJson kept) {
    List<NodeReason> reasons = kept.nodes().stream().map(this::reason).toList();
    return new DecisionView(
        receipt,
        kept.strategy().name(),
        kept.chosen(),
        nodes.name(kept.chosen()),
        kept.note(),
        kept.attempt(),
        reasons,
        kept.unnamed());
  }

  private NodeReason reason(Considered one) {
    BigInteger price = one.price();
    return new NodeReason(
        one.node(),
        nodes.name(one.node()),
        one.verdict().name(),
        one.reason(),
        one.inFlight(),
        one.slots(),
        one.meanMillis(),
        one.success(),
        Amount.keeper(one.stake()),
        one.rank(),
        price == null ? null : Amount.keeper(price));
  }
}
