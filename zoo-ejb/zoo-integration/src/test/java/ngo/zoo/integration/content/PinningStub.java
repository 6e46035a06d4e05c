package ngo.zoo.integration.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A pinning service by the contract of the IPFS Pinning Service API 1.0. */
final class PinningStub extends Stub {
  static final String TOKEN = "secret-of-the-service";

  /** Requests by their ids, each with its pin object. */
  final Map<String, JsonObject> pins = new LinkedHashMap<>();

  final List<String> removed = new ArrayList<>();
  String next = "queued";
  int status = 200;
  private final Map<String, String> states = new LinkedHashMap<>();

  PinningStub() throws IOException {}

  JsonObject pin(String id) {
    return Objects.requireNonNull(pins.get(id));
  }

  void become(String state) {
    states.replaceAll((id, before) -> state);
  }

  @Override
  Answer answer(String method, String path, byte[] body) {
    if (!authorization.equals("Bearer " + TOKEN)) {
      return error(401, "UNAUTHORIZED");
    }
    if (status != 200) {
      return error(status, "INTERNAL_SERVER_ERROR");
    }
    return switch (method) {
      case "POST" -> path.equals("/pins") ? add(body) : error(404, "NOT_FOUND");
      case "DELETE" -> remove(path.substring("/pins/".length()));
      default -> path.startsWith("/pins?") ? list(path) : error(404, "NOT_FOUND");
    };
  }

  private Answer add(byte[] body) {
    try (var reader = Json.createReader(new StringReader(new String(body, UTF_8)))) {
      JsonObject pin = reader.readObject();
      String id = "request-" + (pins.size() + 1);
      pins.put(id, pin);
      states.put(id, next);
      return json(202, pinStatus(id));
    }
  }

  private Answer remove(String id) {
    removed.add(id);
    return states.remove(id) == null ? error(404, "NOT_FOUND") : new Answer(202, new byte[0]);
  }

  /** Without a filter by status only what is pinned is listed. */
  private Answer list(String path) {
    var results = Json.createArrayBuilder();
    int count = 0;
    for (String id : states.keySet()) {
      boolean wanted = path.contains("cid=" + pin(id).getString("cid") + "&");
      boolean shown =
          path.contains("status=")
              ? path.contains(String.valueOf(states.get(id)))
              : "pinned".equals(states.get(id));
      if (wanted && shown) {
        results.add(pinStatus(id));
        count++;
      }
    }
    return json(
        200, Json.createObjectBuilder().add("count", count).add("results", results).build());
  }

  private JsonObject pinStatus(String id) {
    return Json.createObjectBuilder()
        .add("requestid", id)
        .add("status", String.valueOf(states.get(id)))
        .add("created", "2026-11-21T10:00:00Z")
        .add("pin", pin(id))
        .add("delegates", Json.createArrayBuilder().add("/ip4/127.0.0.1/tcp/4001/p2p/Qm2"))
        .build();
  }

  private static Answer error(int status, String reason) {
    return json(
        status,
        Json.createObjectBuilder()
            .add("error", Json.createObjectBuilder().add("reason", reason))
            .build());
  }

  private static Answer json(int status, JsonObject object) {
    return new Answer(status, object.toString().getBytes(UTF_8));
  }
}
