package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.UUID;
import ngo.zoo.persistence.ledger.ExperienceStore;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.OutboxHandler;
import ngo.zoo.shared.TryLater;

/**
 * Computes the vectors that could not be computed at once. Embeds before it locks anything; an
 * experience that waited for it goes to the vote, one that is in a library just becomes findable.
 */
@ApplicationScoped
public class EmbeddingHandler implements OutboxHandler {
  @Inject Embedder embedder;
  @Inject ExperienceStore experiences;
  @Inject Outbox outbox;

  @Override
  public String listener() {
    return EmbeddingFacts.LISTENER;
  }

  @Override
  public void handle(String type, UUID experienceId, String payload) {
    StoredVector vector =
        embedder
            .tryEmbed(text(payload))
            .orElseThrow(() -> new TryLater("the operator's embedding node is not available"));
    boolean waited = experiences.lock(experienceId).embed(vector);
    experiences.flush();
    if (waited) {
      EmbeddingFacts.embedded(outbox, experienceId);
    }
  }

  private static String text(String payload) {
    try (JsonReader reader = Json.createReader(new StringReader(payload))) {
      return reader.readObject().getString("text");
    }
  }
}
