package ngo.zoo.integration.search;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * The calls of OpenSearch's API that are needed. An {@link IOException} means that it cannot be
 * asked now, an {@link IllegalStateException} that it said no.
 */
final class SearchServer implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** A search is waited for by somebody, and scanning can take over. */
  private static final Duration SEARCH = Duration.ofSeconds(2);

  private static final Duration WORK = Duration.ofSeconds(60);
  private static final int MISSING = 404;

  private final String base;
  private final Optional<String> authorization;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  SearchServer(String url, Optional<String> authorization) {
    this.base = url.replaceAll("/+$", "");
    this.authorization = authorization;
  }

  boolean exists(String index) throws IOException {
    return send("HEAD", "/" + index, "", WORK, "application/json").statusCode() != MISSING;
  }

  JsonObject put(String path, JsonObject body) throws IOException {
    return answer("PUT", path, body.toString(), WORK);
  }

  JsonObject post(String path, JsonObject body) throws IOException {
    return answer("POST", path, body.toString(), WORK);
  }

  JsonObject search(String index, JsonObject query) throws IOException {
    return answer("POST", "/" + index + "/_search", query.toString(), SEARCH);
  }

  /** Lines of JSON; refused as a whole when one of them is. */
  void bulk(String index, String lines) throws IOException {
    HttpResponse<byte[]> response =
        send("POST", "/" + index + "/_bulk", lines, WORK, "application/x-ndjson");
    if (read(response).getBoolean("errors", true)) {
      throw new IllegalStateException("OpenSearch did not take documents: " + text(response));
    }
  }

  private JsonObject answer(String method, String path, String body, Duration limit)
      throws IOException {
    return read(send(method, path, body, limit, "application/json"));
  }

  private HttpResponse<byte[]> send(
      String method, String path, String body, Duration limit, String type) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(limit)
            .header("Content-Type", type)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    authorization.ifPresent(value -> request.header("Authorization", value));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + base);
    }
  }

  private static JsonObject read(HttpResponse<byte[]> response) {
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          "OpenSearch answered HTTP " + response.statusCode() + ": " + text(response));
    }
    try (var reader = Json.createReader(new ByteArrayInputStream(response.body()))) {
      return reader.readObject();
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    String text = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    return text.length() > 500 ? text.substring(0, 500) : text;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
