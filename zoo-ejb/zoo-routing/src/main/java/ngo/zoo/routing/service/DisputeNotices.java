package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.persistence.routing.ConcernReader;
import ngo.zoo.persistence.routing.ConcernReader.Paying;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.OutboxHandler;

/**
 * Tells organisations that answers they paid for are disputed, and what became of it. After the
 * commit that opened or decided the dispute: an answer that others outvoted is disputed before its
 * receipt is written.
 */
@ApplicationScoped
public class DisputeNotices implements OutboxHandler {
  private static final String LISTENER = "routing-dispute-notices";
  private static final String OPENED = "opened";

  @Inject private ConcernReader concerns;
  @Inject private PartnerEvents events;
  @Inject private Outbox outbox;

  /** In the transaction that opens it. */
  public void opened(UUID dispute) {
    outbox.add(LISTENER, OPENED, dispute, "{}");
  }

  /** In the transaction that decides it. */
  public void decided(UUID dispute, DisputeState outcome) {
    outbox.add(LISTENER, outcome.name(), dispute, "{}");
  }

  @Override
  public String listener() {
    return LISTENER;
  }

  @Override
  public void handle(String type, UUID dispute, String payload) {
    if (type.equals(OPENED)) {
      tell(dispute, "dispute.opened", Optional.empty());
    } else {
      tell(dispute, "dispute.decided", Optional.of(word(DisputeState.valueOf(type))));
    }
  }

  private static String word(DisputeState outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void tell(UUID dispute, String event, Optional<String> outcome) {
    for (Paying one : concerns.paying(dispute)) {
      Map<String, String> data = of(dispute, one);
      outcome.ifPresent(
          word -> {
            data.put("outcome", word);
            data.put("refunded", one.refunded().toString());
          });
      events.publish(one.organisation(), event, dispute, data);
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
