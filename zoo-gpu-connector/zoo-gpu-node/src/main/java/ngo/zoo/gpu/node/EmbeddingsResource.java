package ngo.zoo.gpu.node;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.util.List;
import ngo.zoo.gpu.node.chat.Fields;
import ngo.zoo.gpu.node.embedding.Embedder;
import ngo.zoo.gpu.node.embedding.Embedder.Embedded;
import ngo.zoo.gpu.node.http.Request;

/**
 * {@code POST /v1/embeddings}: a vector for each text. The answer's model is the embedder's id,
 * which the asker stores with every vector.
 */
final class EmbeddingsResource {

  private static final int MOST_TEXTS = 256;

  private final Embedder embedder;
  private final Work work;

  EmbeddingsResource(Embedder embedder, Work work) {
    this.embedder = embedder;
    this.work = work;
  }

  void handle(Request exchange) throws IOException {
    List<String> texts = new Fields(Request.json(exchange.body())).texts("input", MOST_TEXTS);
    if (texts.isEmpty()) {
      throw Fields.wrong("input", "must be a text or a list of texts");
    }
    work.<IOException>inSlot(
        () -> {
          List<Embedded> embedded = texts.stream().map(embedder::embed).toList();
          long tokens = embedded.stream().mapToLong(Embedded::tokens).sum();
          exchange.reply(
              200,
              Json.createObjectBuilder()
                  .add("object", "list")
                  .add("data", data(embedded))
                  .add("model", embedder.embedderId())
                  .add(
                      "usage",
                      Json.createObjectBuilder()
                          .add("prompt_tokens", tokens)
                          .add("total_tokens", tokens))
                  .build());
          return tokens;
        });
  }

  private static JsonArrayBuilder data(List<Embedded> embedded) {
    JsonArrayBuilder data = Json.createArrayBuilder();
    for (int index = 0; index < embedded.size(); index++) {
      JsonArrayBuilder vector = Json.createArrayBuilder();
      for (float x : embedded.get(index).vector()) {
        vector.add(x);
      }
      data.add(
          Json.createObjectBuilder()
              .add("object", "embedding")
              .add("index", index)
              .add("embedding", vector));
    }
    return data;
  }
}
