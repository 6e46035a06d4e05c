package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.persistence.routing.ConcernReader;
import ngo.zoo.persistence.routing.ConcernReader.Paying;
import ngo.zoo.routing.DisputeState;

/**
 * Tells organisations that answers they paid for are disputed, and what became of it: in the
 * transaction that opens or decides the dispute, so that nothing is told that did not happen.
 */
@ApplicationScoped
class DisputeNotices {
  @Inject private ConcernReader concerns;
  @Inject private PartnerEvents events;

  /** Once its row and its answers are written. */
  void opened(UUID dispute) {
    concerns
        .paying(dispute)
        .forEach(
            one -> events.publish(one.organisation(), "dispute.opened", dispute, of(dispute, one)));
  }

  /** Once fees that are given back are marked. */
  void decided(UUID dispute, DisputeState outcome) {
    for (Paying one : concerns.paying(dispute)) {
      Map<String, String> data = of(dispute, one);
      data.put("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      data.put("refunded", one.refunded().toString());
      events.publish(one.organisation(), "dispute.decided", dispute, data);
    }
  }

  private static Map<String, String> of(UUID dispute, Paying one) {
    Map<String, String> data = new TreeMap<>();
    data.put("dispute_id", dispute.toString());
    data.put("node", one.node());
    data.put("model", one.model());
    data.put("reason", one.reason());
    data.put(
        "receipts", one.receipts().stream().map(UUID::toString).collect(Collectors.joining(" ")));
    return data;
  }
}
