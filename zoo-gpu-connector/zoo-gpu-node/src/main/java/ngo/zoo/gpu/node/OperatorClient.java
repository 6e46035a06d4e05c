package ngo.zoo.gpu.node;

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
import java.util.List;
import ngo.zoo.gpu.node.http.ApiError;
import ngo.zoo.gpu.node.http.Request;

/** Asks the operator what its books say of this node, by a call the node signs. */
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
    return HttpRequest.newBuilder(operator.resolve(path)).timeout(PATIENCE);
  }

  private JsonObject get(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(
              request.header("Accept", "application/json").build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw unreachable("the operator answered " + response.statusCode());
      }
      return Request.json(response.body().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreachable("the operator at " + operator + " cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("the node is stopping");
    }
  }

  private static ApiError unreachable(String reason) {
    return ApiError.unavailable("earnings_unavailable", "No earnings: " + reason);
  }
}
