package ngo.zoo.persistence.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Outbox;

/** Events for organisations wait in the outbox for the listener that tells them. */
@ApplicationScoped
public class OutboxPartnerEvents implements PartnerEvents {
  /** Listener of these facts; the subject is the organisation. */
  public static final String LISTENER = "partner-events";

  @Inject private Outbox outbox;
  @Inject private BusinessClock clock;

  @Override
  public void publish(UUID organisationId, String type, UUID subjectId, Map<String, String> data) {
    JsonObjectBuilder fields = Json.createObjectBuilder();
    data.forEach(fields::add);
    outbox.add(
        LISTENER,
        type,
        organisationId,
        Json.createObjectBuilder()
            .add("subject", subjectId.toString())
            .add("at", clock.now().toString())
            .add("data", fields)
            .build()
            .toString());
  }
}
