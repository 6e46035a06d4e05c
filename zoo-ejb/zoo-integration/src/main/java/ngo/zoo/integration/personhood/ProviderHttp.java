package ngo.zoo.integration.personhood;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ngo.zoo.shared.Refusal;

/**
 * Asks a provider and reads its JSON object. A call ends in its time whatever the other side does,
 * reads at most {@link #MOST_BYTES} and follows no redirect.
 */
final class ProviderHttp {
  static final int MOST_BYTES = 64 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Duration patience;

  /** What the provider answered. */
  record Answer(int status, JsonObject body) {
    /** A text field; empty when it is missing or no text. */
    String text(String field) {
      JsonValue value = body.get(field);
      return value instanceof JsonString text ? text.getString() : "";
    }
  }

  ProviderHttp(Duration patience) {
    this.patience = patience;
  }

  /**
   * @throws Refusal {@code personhood-unavailable}
   */
  Answer get(URI uri) {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  /**
   * @throws Refusal {@code personhood-unavailable}
   */
  Answer post(URI uri, JsonObject body) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private Answer send(HttpRequest.Builder request) {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(
            request.header("Accept", "application/json").timeout(patience).build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      // The request's own time-out ends with the headers; this one covers the body too.
      HttpResponse<byte[]> response = call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), object(response.body()));
    } catch (TimeoutException e) {
      call.cancel(true);
      throw unavailable("it did not answer in time");
    } catch (ExecutionException e) {
      throw unavailable("it cannot be reached or did not keep to its limits");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the server is stopping");
    } catch (JsonException e) {
      throw unavailable("its answer is not the JSON expected");
    }
  }

  private static JsonObject object(byte[] body) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      return reader.readObject();
    }
  }

  static Refusal unavailable(String why) {
    return Refusal.unavailable(
        "personhood-unavailable", "The provider cannot be asked now: " + why + "; try again later");
  }
}
