package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.OutboxHandler;

/** Opens a panel for a dispute that routing has opened. */
@ApplicationScoped
public class DisputeOpened implements OutboxHandler {
  private static final String TYPE = "dispute-opened";

  @EJB private DisputePanels panels;

  @Override
  public String listener() {
    return "governance-disputes";
  }

  @Override
  public void handle(String type, UUID dispute, String payload) {
    if (!type.equals(TYPE)) {
      throw new IllegalArgumentException("panels know no fact " + type);
    }
    try (JsonReader reader = Json.createReader(new StringReader(payload))) {
      List<UUID> barred =
          reader.readObject().getJsonArray("barred").getValuesAs(JsonString.class).stream()
              .map(JsonString::getString)
              .map(UUID::fromString)
              .toList();
      panels.open(dispute, barred);
    }
  }
}
