package ngo.zoo.notices.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.notices.NotificationPreference;
import ngo.zoo.notices.rules.EventText;
import ngo.zoo.notices.rules.MailRule;
import ngo.zoo.persistence.billing.OutboxPartnerEvents;
import ngo.zoo.persistence.notices.PartnerEventStore;
import ngo.zoo.shared.Mail;
import ngo.zoo.shared.OutboxHandler;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Turns what happened to an organisation into deliveries to its endpoints and an e-mail, as it
 * chose. Nothing is sent here: deliveries and mails are rows of the same transaction.
 */
@ApplicationScoped
public class PartnerNotices implements OutboxHandler {
  @Inject private PartnerEventStore events;
  @Inject private Mail mail;

  @Inject
  @ConfigProperty(name = "zoo.portal.url")
  private Optional<String> portal;

  @Override
  public String listener() {
    return OutboxPartnerEvents.LISTENER;
  }

  @Override
  public void handle(String type, UUID subjectId, String payload) {
    JsonObject fact = read(payload);
    Instant at = fact.containsKey("at") ? Instant.parse(fact.getString("at")) : Instant.now();
    JsonObject data = fact.getJsonObject("data");
    UUID subject = UUID.fromString(fact.getString("subject"));
    events
        .add(subjectId, type, subject, body(type, at, data), at)
        .ifPresent(
            event -> {
              events.fanOut(event, subjectId, type, Instant.now());
              tellByMail(event, subjectId, type, at, data);
            });
  }

  /** The payload's structure that the specification recommends. */
  static String body(String type, Instant at, JsonObject data) {
    return Json.createObjectBuilder()
        .add("type", type)
        .add("timestamp", at.toString())
        .add("data", data)
        .build()
        .toString();
  }

  private void tellByMail(UUID event, UUID organisation, String type, Instant at, JsonObject data) {
    PartnerEventStore.Addressee addressee = events.addressee(organisation);
    if (MailRule.isAddress(addressee.email()) && wanted(organisation, type)) {
      mail.send(
          "event:" + event,
          addressee.email(),
          EventText.subject(addressee.organisation(), type),
          EventText.text(addressee.organisation(), type, at, texts(data), portal.orElse("")),
          List.of());
    }
  }

  private boolean wanted(UUID organisation, String type) {
    return events.preferences(organisation).stream()
        .filter(choice -> choice.type().equals(type))
        .anyMatch(NotificationPreference::email);
  }

  private static Map<String, String> texts(JsonObject data) {
    return data.keySet().stream().collect(Collectors.toMap(name -> name, data::getString));
  }

  private static JsonObject read(String payload) {
    try (var reader = Json.createReader(new StringReader(payload))) {
      return reader.readObject();
    }
  }
}
