package ngo.zoo.billing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.persistence.billing.BudgetStore;
import ngo.zoo.persistence.billing.Spending;
import ngo.zoo.shared.OutboxHandler;

/** Keeps reached thresholds where the portal and the API show them. */
@ApplicationScoped
public class BudgetAlerts implements OutboxHandler {
  @Inject private BudgetStore budgets;

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
  }
}
