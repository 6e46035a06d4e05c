package ngo.zoo.gpu.node;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** What a node says of itself: {@code /health}, {@code /v1/models}, {@code /status}. */
final class NodeReports {

  private final NodeOptions options;
  private final NodeKey key;
  private final Work work;
  private final Supplier<Standing> standing;
  private final Instant started;

  NodeReports(
      NodeOptions options, NodeKey key, Work work, Supplier<Standing> standing, Instant started) {
    this.options = options;
    this.key = key;
    this.work = work;
    this.standing = standing;
    this.started = started;
  }

  JsonObject health(Models models) {
    JsonArrayBuilder ids = Json.createArrayBuilder();
    models.loaded().forEach(model -> ids.add(model.id()));
    return Json.createObjectBuilder()
        .add("status", "ok")
        .add("models", ids)
        .add("slots", work.slots())
        .add("public_key", key.publicKey())
        .build();
  }

  JsonObject models(Models models) {
    JsonArrayBuilder data = Json.createArrayBuilder();
    for (Models.Loaded model : models.loaded()) {
      data.add(
          Json.createObjectBuilder()
              .add("id", model.id())
              .add("object", "model")
              .add("created", started.getEpochSecond())
              .add("owned_by", options.name()));
    }
    return Json.createObjectBuilder().add("object", "list").add("data", data).build();
  }

  JsonObject status(Models models, Instant now) {
    JsonArrayBuilder loaded = Json.createArrayBuilder();
    for (Models.Loaded model : models.loaded()) {
      loaded.add(Json.createObjectBuilder().add("id", model.id()).add("sha256", model.sha256()));
    }
    JsonObjectBuilder status =
        Json.createObjectBuilder()
            .add("name", options.name())
            .add("role", options.role().name().toLowerCase(Locale.ROOT))
            .add("public_key", key.publicKey())
            .add("models", loaded)
            .add("slots", work.slots())
            .add("in_flight", work.inFlight())
            .add("counters", counters())
            .add("started", started.toString())
            .add("uptime_seconds", Duration.between(started, now).toSeconds())
            .add("operator", operator())
            .add("versions", versions(models));
    models.chat().ifPresent(chat -> status.add("backend", chat.backend()));
    models.embedder().ifPresent(embedder -> status.add("embedder_id", embedder.embedderId()));
    return status.build();
  }

  /** How the operator sees this node, as it said last. */
  private JsonObjectBuilder operator() {
    Standing now = standing.get();
    JsonArrayBuilder missing = Json.createArrayBuilder();
    now.missing().forEach(missing::add);
    return Json.createObjectBuilder()
        .add("node_id", now.id())
        .add("state", now.state())
        .add("reason", now.reason())
        .add("missing", missing);
  }

  private JsonObjectBuilder counters() {
    return Json.createObjectBuilder()
        .add("succeeded", work.succeeded())
        .add("failed", work.failed())
        .add("busy", work.busy())
        .add("tokens", work.tokens());
  }

  private static JsonObjectBuilder versions(Models models) {
    JsonObjectBuilder versions =
        Json.createObjectBuilder().add("java", Runtime.version().toString());
    if (models.chat().isPresent()) {
      versions.add("djl", Engine.getDjlVersion()).add("pytorch", Engine.getInstance().getVersion());
    }
    if (models.embedder().isPresent()) {
      versions.add("onnxruntime", OrtEnvironment.getEnvironment().getVersion());
    }
    return versions;
  }
}
