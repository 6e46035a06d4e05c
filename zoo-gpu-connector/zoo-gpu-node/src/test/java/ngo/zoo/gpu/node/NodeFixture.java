package ngo.zoo.gpu.node;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ngo.zoo.gpu.node.model.TokenModel;
import ngo.zoo.log.Ed25519;

/** A node on a free port, and a client that knows its token. */
final class NodeFixture implements AutoCloseable {

  static final String TOKEN = "a-token-for-tests";

  private final HttpClient client = HttpClient.newHttpClient();
  private final NodeKey key = new NodeKey(Ed25519.newKey());
  private final Node node;

  NodeFixture(Models models, Optional<URI> operator) throws IOException {
    this(models, operator, 2);
  }

  NodeFixture(Models models, Optional<URI> operator, int slots) throws IOException {
    this(() -> models, operator, slots);
  }

  NodeFixture(Supplier<Models> loading, Optional<URI> operator, int slots) throws IOException {
    NodeOptions options =
        new NodeOptions(
            "test-node",
            NodeRole.PROVIDER,
            "127.0.0.1",
            0,
            Optional.empty(),
            Path.of("unused"),
            slots,
            operator,
            new NodeOptions.Join("", "", Optional.empty(), 256, Path.of("unused")),
            Logs.Options.USUAL);
    node = Node.start(options, key, TOKEN, loading);
  }

  static NodeFixture chatting(TokenModel model) throws IOException {
    return new NodeFixture(new Models(Optional.of(model), Optional.empty()), Optional.empty());
  }

  NodeKey key() {
    return key;
  }

  int port() {
    return node.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .header("Authorization", "Bearer " + TOKEN);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return client.send(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpClient client() {
    return client;
  }

  static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  static JsonObject json(HttpResponse<String> response) {
    return json(response.body());
  }

  /** The data of each server-sent event. */
  static List<String> events(HttpResponse<String> response) {
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }

  @Override
  public void close() {
    node.close();
    client.close();
  }
}
