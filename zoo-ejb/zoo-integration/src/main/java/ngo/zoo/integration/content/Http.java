package ngo.zoo.integration.content;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;

/** Requests to one server; every one ends within its time-out. */
final class Http implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** By which {@link #sum} adds up. */
  static final String SUM = "SHA-256";

  private final String base;
  private final String authorization;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  Http(String base) {
    this(base, "");
  }

  /**
   * @param authorization sent with every request; empty for none
   */
  Http(String base, String authorization) {
    this.base = base.replaceAll("/+$", "");
    this.authorization = authorization;
  }

  HttpResponse<byte[]> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(at(path)).GET());
  }

  /** Like {@link #get}, but the body is the digest of the bytes sent, which are never held. */
  HttpResponse<byte[]> sum(String path) throws IOException {
    MessageDigest digest = Archive.digest(SUM);
    return send(
        HttpRequest.newBuilder(at(path)).GET(),
        start ->
            HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofByteArrayConsumer(
                    part -> part.ifPresent(digest::update)),
                end -> digest.digest()));
  }

  HttpResponse<byte[]> delete(String path) throws IOException {
    return send(HttpRequest.newBuilder(at(path)).DELETE());
  }

  HttpResponse<byte[]> post(String path, String type, byte[] body) throws IOException {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    return send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return client.send(request.timeout(ANSWER).build(), body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + base);
    }
  }

  private URI at(String path) {
    return URI.create(base + path);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
