package ngo.zoo.persistence.notices;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.notices.WebhookDraft;
import ngo.zoo.notices.rules.WebhookSecret;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.persistence.Sql;

/** Stores of webhooks for a test, with an organisation of its own. */
final class NoticesDatabase {
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  final Database database = new Database();
  final SecretBox box = new SecretBox(new byte[32]);
  final WebhookStore webhooks = new WebhookStore(database, box);
  final PartnerEventStore events = new PartnerEventStore(database);
  final DeliveryQueue queue = new DeliveryQueue(database, box);
  final DeliveryReader reader = new DeliveryReader(database);
  final UUID organisation = Ids.next();

  NoticesDatabase() {
    new Sql(database)
        .update(
            "insert into organisation values (?, ?, ?, ?)",
            organisation,
            "Org " + organisation,
            organisation.toString(),
            NOW);
  }

  UUID webhook(String... types) {
    return webhooks.add(
        organisation,
        new WebhookDraft("https://example.org/", "", List.of(types), true),
        new WebhookSecret(new byte[24]),
        NOW);
  }

  /** An event of the type, told to all endpoints that want it. */
  UUID tell(String type) {
    UUID event = events.add(organisation, type, Ids.next(), "{}", NOW).orElseThrow();
    events.fanOut(event, organisation, type, NOW);
    return event;
  }
}
