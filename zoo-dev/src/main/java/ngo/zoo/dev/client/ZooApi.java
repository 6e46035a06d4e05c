package ngo.zoo.dev.client;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Zoo's HTTP API as one caller sees it. */
public final class ZooApi {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String portal;
  private final Credential credential;

  /**
   * @param portal the portal's address without a slash at the end
   */
  public ZooApi(String portal, Credential credential) {
    this.portal = portal;
    this.credential = credential;
  }

  public Reply get(String path) {
    return send(request(path).GET());
  }

  public Reply post(String path, JsonObject body) {
    return post(path, body.toString());
  }

  /** Sends a body that need not be right. */
  public Reply post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Sends any method, with a JSON body unless it is empty. */
  public Reply send(String method, String path, String body) {
    return body.isEmpty()
        ? send(request(path).method(method, HttpRequest.BodyPublishers.noBody()))
        : send(
            request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(portal + path))
        .timeout(Duration.ofSeconds(60))
        .header("Accept", "application/json, text/plain;q=0.9, */*;q=0.1");
  }

  private Reply send(HttpRequest.Builder request) {
    credential.header().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("No answer from " + portal, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
