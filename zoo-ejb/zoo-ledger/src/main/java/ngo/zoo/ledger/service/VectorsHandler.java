package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.List;
import java.util.UUID;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.persistence.ledger.VectorStore;
import ngo.zoo.persistence.ledger.VectorStore.Wanted;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.OutboxHandler;
import ngo.zoo.shared.TryLater;

/**
 * Computes the vectors of imported experiences, a request's worth per fact. They are in their
 * library already and become findable; one that got a vector meanwhile keeps it.
 */
@ApplicationScoped
public class VectorsHandler implements OutboxHandler {
  static final String LISTENER = "ledger-vectors";
  private static final String FACT = "experiences-imported";

  @Inject BatchEmbedder embedder;
  @Inject VectorStore vectors;

  /** Asks for the vectors of these; few enough for one request each time. */
  static void ask(Outbox outbox, UUID importId, List<UUID> ids) {
    for (int i = 0; i < ids.size(); i += BatchEmbedder.MOST_TEXTS) {
      JsonArrayBuilder batch = Json.createArrayBuilder();
      ids.subList(i, Math.min(ids.size(), i + BatchEmbedder.MOST_TEXTS))
          .forEach(id -> batch.add(id.toString()));
      String payload = Json.createObjectBuilder().add("ids", batch).build().toString();
      outbox.add(LISTENER, FACT, importId, payload);
    }
  }

  @Override
  public String listener() {
    return LISTENER;
  }

  @Override
  public void handle(String type, UUID importId, String payload) {
    List<Wanted> wanted = vectors.missing(ids(payload));
    if (wanted.isEmpty()) {
      return;
    }
    Embeddings found =
        embedder
            .tryEmbed(wanted.stream().map(Wanted::text).toList())
            .orElseThrow(() -> new TryLater("the operator's embedding node is not available"));
    vectors.fill(wanted, found.embedderId(), found.vectors());
  }

  private static List<UUID> ids(String payload) {
    try (JsonReader reader = Json.createReader(new StringReader(payload))) {
      return reader.readObject().getJsonArray("ids").getValuesAs(JsonString.class).stream()
          .map(id -> UUID.fromString(id.getString()))
          .toList();
    }
  }
}
