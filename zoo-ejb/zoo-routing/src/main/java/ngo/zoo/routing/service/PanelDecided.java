package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.UUID;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.shared.OutboxHandler;

/** Carries out what a dispute's panel decided. */
@ApplicationScoped
public class PanelDecided implements OutboxHandler {
  private static final String TYPE = "dispute-decided";

  @EJB private Disputes disputes;

  @Override
  public String listener() {
    return "routing-disputes";
  }

  @Override
  public void handle(String type, UUID dispute, String payload) {
    if (!type.equals(TYPE)) {
      throw new IllegalArgumentException("disputes know no fact " + type);
    }
    try (JsonReader reader = Json.createReader(new StringReader(payload))) {
      JsonObject decision = reader.readObject();
      DisputeState outcome = outcome(decision);
      disputes.decide(
          dispute,
          outcome,
          outcome == DisputeState.UPHELD ? UUID.fromString(decision.getString("member")) : null);
    }
  }

  /** Facts from before panels could end without a decision say only whether it was upheld. */
  private static DisputeState outcome(JsonObject decision) {
    boolean upheld = decision.getBoolean("upheld", false);
    String former = (upheld ? DisputeState.UPHELD : DisputeState.OVERTURNED).name();
    return DisputeState.valueOf(decision.getString("outcome", former));
  }
}
