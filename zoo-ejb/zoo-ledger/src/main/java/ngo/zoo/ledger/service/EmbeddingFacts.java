package ngo.zoo.ledger.service;

import jakarta.json.Json;
import java.util.UUID;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.shared.Outbox;

/** The two facts around an experience's vector, as they stand in the outbox. */
final class EmbeddingFacts {
  static final String LISTENER = "ledger-embedding";
  private static final String SUBMITTED = "experience-submitted";
  private static final String EMBEDDED = "experience-embedded";
  private static final String GOVERNANCE = "governance";

  private EmbeddingFacts() {}

  /** Its vector is to be computed. Carries the text, so that this needs no database. */
  static void submitted(Outbox outbox, ExperienceCore core) {
    submitted(outbox, core.id(), core.text());
  }

  static void submitted(Outbox outbox, UUID id, String text) {
    String payload =
        Json.createObjectBuilder()
            .add("experience_id", id.toString())
            .add("text", text)
            .build()
            .toString();
    outbox.add(LISTENER, SUBMITTED, id, payload);
  }

  /** What waited has its vector: the vote can open. */
  static void embedded(Outbox outbox, UUID id) {
    String payload =
        Json.createObjectBuilder().add("experience_id", id.toString()).build().toString();
    outbox.add(GOVERNANCE, EMBEDDED, id, payload);
  }
}
