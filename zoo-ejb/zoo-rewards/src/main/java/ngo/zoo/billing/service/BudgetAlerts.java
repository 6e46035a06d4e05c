package ngo.zoo.billing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.persistence.billing.BudgetStore;
import ngo.zoo.persistence.billing.Spending;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.OutboxHandler;

/**
 * Keeps reached thresholds where the portal and the API show them, and tells the organisation: once
 * per window, threshold and limit.
 */
@ApplicationScoped
public class BudgetAlerts implements OutboxHandler {
  @Inject private BudgetStore budgets;
  @Inject private PartnerEvents events;

  @Override
  public String listener() {
    return Spending.ALERTS;
  }

  @Override
  public void handle(String type, UUID subjectId, String payload) {
    JsonObject fact;
    try (var reader = Json.createReader(new StringReader(payload))) {
      fact = reader.readObject();
    }
    budgets.raise(
        subjectId,
        Instant.parse(fact.getString("window")),
        fact.getInt("percent"),
        new BigInteger(fact.getString("spent")),
        new BigInteger(fact.getString("most")),
        Instant.parse(fact.getString("at")));
    tell(subjectId, fact);
  }

  private void tell(UUID budget, JsonObject fact) {
    String window = fact.getString("window");
    String percent = Integer.toString(fact.getInt("percent"));
    String limit = fact.getString("most");
    String event = String.join(":", budget.toString(), window, percent, limit);
    events.publish(
        budgets.organisation(budget),
        "budget.threshold_reached",
        UUID.nameUUIDFromBytes(event.getBytes(StandardCharsets.UTF_8)),
        Map.of(
            "budget_id", budget.toString(),
            "window_start", window,
            "percent", percent,
            "spent", Amount.keeper(new BigInteger(fact.getString("spent"))).toString(),
            "limit", Amount.keeper(new BigInteger(limit)).toString()));
  }
}
