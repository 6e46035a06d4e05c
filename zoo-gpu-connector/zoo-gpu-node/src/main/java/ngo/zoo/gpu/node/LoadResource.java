package ngo.zoo.gpu.node;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import ngo.zoo.gpu.node.http.ApiError;
import ngo.zoo.gpu.node.http.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the model's weights anew from where the node was told they lie, while it goes on answering
 * with the old ones; the new ones serve when they are whole. For a moment both take memory.
 */
final class LoadResource {
  private static final Logger LOG = LoggerFactory.getLogger(LoadResource.class);

  private final Shelf shelf;
  private final Supplier<Models> loading;
  private final ReentrantLock one = new ReentrantLock();

  LoadResource(Shelf shelf, Supplier<Models> loading) {
    this.shelf = shelf;
    this.loading = loading;
  }

  void handle(Request request) throws IOException {
    String model = Request.json(request.body()).getString("model", "");
    if (!one.tryLock()) {
      throw ApiError.conflict("loading", "Weights are being loaded already");
    }
    try {
      request.reply(200, load(model));
    } finally {
      one.unlock();
    }
  }

  private JsonObject load(String model) {
    Models present = shelf.now();
    named(present.loaded(), model);
    long begun = System.nanoTime();
    Models fresh = fresh();
    boolean changed = !fresh.loaded().equals(present.loaded());
    if (changed) {
      shelf.replace(fresh);
    } else if (fresh != present) {
      fresh.close();
    }
    Models.Loaded now = named(fresh.loaded(), model);
    LOG.info("Weights of {} loaded: {}", model, now.sha256());
    return Json.createObjectBuilder()
        .add("object", "zoo.model")
        .add("id", now.id())
        .add("sha256", now.sha256())
        .add("changed", changed)
        .add("load_ms", (System.nanoTime() - begun) / 1_000_000)
        .build();
  }

  private static Models.Loaded named(List<Models.Loaded> loaded, String model) {
    return loaded.stream()
        .filter(one -> one.id().equals(model))
        .findFirst()
        .orElseThrow(
            () ->
                ApiError.notFound(
                    "model_not_found",
                    "This node serves "
                        + String.join(", ", loaded.stream().map(Models.Loaded::id).toList())));
  }

  private Models fresh() {
    try {
      return loading.get();
    } catch (ModelFolder.Unusable e) {
      throw ApiError.conflict(
          "weights_unusable", e.getMessage() + ". It goes on with those it has");
    }
  }
}
