package ngo.zoo.gpu.node;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import ngo.zoo.gpu.node.http.ApiError;
import ngo.zoo.gpu.node.http.Request;
import ngo.zoo.log.Sha256;

/** Calls the operator's API, each call signed with the node's key (docs/node-protocol.md). */
final class OperatorClient {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI operator;
  private final String name;
  private final NodeKey key;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  OperatorClient(URI operator, String name, NodeKey key) {
    this.operator = operator;
    this.name = name;
    this.key = key;
  }

  /** The operator has understood and says no; the message is in its words. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    Refused(String code, String message) {
      super(message);
      this.code = code;
    }

    /** The operator's code, such as {@code enrolment-invalid}. */
    String code() {
      return code;
    }
  }

  /**
   * Says that the node has started.
   *
   * @throws Refused in the operator's words
   * @throws ApiError when it cannot be reached
   */
  Standing announce(JsonObject hello, Instant now) {
    return Standing.of(post("/api/v1/nodes/announcements", "", hello, now));
  }

  /** Says that the node lives. */
  Standing heartbeat(String id, int memoryMib, Instant now) {
    JsonObject beat = Json.createObjectBuilder().add("memory_mib", memoryMib).build();
    return Standing.of(post("/api/v1/nodes/" + id + "/heartbeat", id, beat, now));
  }

  /** Asks for no more questions. */
  void drain(String id, String reason, Instant now) {
    JsonObject why = Json.createObjectBuilder().add("reason", reason).build();
    post("/api/v1/nodes/" + id + "/drain", id, why, now);
  }

  private JsonObject post(String path, String id, JsonObject body, Instant now) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    String hash = HexFormat.of().formatHex(Sha256.of(bytes));
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .header("X-Zoo-Time", now.toString())
            .header("X-Zoo-Signature", key.sign("POST\n" + path + "\n" + now + "\n" + hash))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    if (!id.isEmpty()) {
      request.header("X-Zoo-Node", id);
    }
    HttpResponse<String> response = send(request);
    JsonObject answer = json(response);
    if (response.statusCode() >= 500) {
      throw unreachable("the operator answered " + response.statusCode());
    }
    if (response.statusCode() >= 400) {
      String type = answer.getString("type", "");
      throw new Refused(
          answer.getString("code", type.substring(type.lastIndexOf('/') + 1)),
          answer.getString("detail", "the operator answered " + response.statusCode()));
    }
    return answer;
  }

  private static JsonObject json(HttpResponse<String> response) {
    try {
      return Request.json(response.body().getBytes(StandardCharsets.UTF_8));
    } catch (ApiError e) {
      throw unreachable("what answers there is no operator (status " + response.statusCode() + ")");
    }
  }

  /**
   * What the operator answers to {@code GET /api/v1/nodes/{id}/earnings}.
   *
   * @throws ApiError 503 with the reason when there is no such answer
   */
  JsonObject earnings(Instant now) {
    String id = ownId();
    String path = "/api/v1/nodes/" + id + "/earnings";
    return get(
        request(path)
            .header("X-Zoo-Node", id)
            .header("X-Zoo-Time", now.toString())
            .header("X-Zoo-Signature", key.sign("GET\n" + path + "\n" + now)));
  }

  private String ownId() {
    JsonObject list = get(request("/api/v1/nodes?size=100"));
    List<JsonObject> nodes =
        list.getOrDefault("items", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
            .map(JsonValue::asJsonObject)
            .toList();
    return nodes.stream()
        .filter(this::isThisNode)
        .map(node -> node.getString("id"))
        .findFirst()
        .orElseThrow(() -> unreachable("the operator's list of nodes does not have this node"));
  }

  private boolean isThisNode(JsonObject node) {
    String listed = node.getString("public_key", "");
    return listed.isEmpty()
        ? node.getString("name", "").equals(name)
        : listed.equals(key.publicKey());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(operator.resolve(path))
        .timeout(PATIENCE)
        .header("Accept", "application/json");
  }

  private JsonObject get(HttpRequest.Builder request) {
    HttpResponse<String> response = send(request);
    if (response.statusCode() != 200) {
      throw unreachable("the operator answered " + response.statusCode());
    }
    return Request.json(response.body().getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable("the operator at " + operator + " cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("the node is stopping");
    }
  }

  private static ApiError unreachable(String reason) {
    return ApiError.unavailable("operator_unavailable", reason);
  }
}
