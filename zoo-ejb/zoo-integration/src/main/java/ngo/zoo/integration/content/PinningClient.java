package ngo.zoo.integration.content;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import ngo.zoo.log.Cid;

/**
 * A remote pinning service (IPFS Pinning Service API 1.0). It fetches what it pins from the IPFS
 * network itself, so pinning takes its time and is asked about again. An {@link IOException} means
 * that the service cannot be asked now, an {@link IllegalStateException} that it said no.
 */
final class PinningClient implements AutoCloseable {
  /** How far the service is. */
  enum Status {
    QUEUED,
    PINNING,
    PINNED,
    FAILED
  }

  /** What the service keeps of one request. */
  record Pin(String requestId, Status status) {}

  private static final int LONGEST_NAME = 255;
  private static final int MOST_ORIGINS = 20;

  private final Http http;

  PinningClient(String url, String token) {
    this.http = new Http(url, "Bearer " + token);
  }

  /** The newest request for this id, whatever became of it. */
  Optional<Pin> find(Cid root) throws IOException {
    JsonObject answer =
        answered(
            http.get("/pins?cid=" + root + "&status=queued,pinning,pinned,failed&limit=1"), 200);
    return answer.getJsonArray("results").getValuesAs(JsonObject.class).stream()
        .map(PinningClient::pin)
        .findFirst();
  }

  /**
   * @param origins addresses of nodes that have the blocks, may be empty
   */
  Pin add(Cid root, String name, List<String> origins) throws IOException {
    JsonArrayBuilder addresses = Json.createArrayBuilder();
    origins.stream().limit(MOST_ORIGINS).forEach(addresses::add);
    JsonObject pin =
        Json.createObjectBuilder()
            .add("cid", root.text())
            .add("name", name.substring(0, Math.min(name.length(), LONGEST_NAME)))
            .add("origins", addresses)
            .build();
    byte[] body = pin.toString().getBytes(StandardCharsets.UTF_8);
    return pin(answered(http.post("/pins", "application/json", body), 202));
  }

  /** Forgets a request; one that is not there any more is forgotten already. */
  void remove(String requestId) throws IOException {
    HttpResponse<byte[]> answer =
        http.delete("/pins/" + URLEncoder.encode(requestId, StandardCharsets.UTF_8));
    if (answer.statusCode() != 404) {
      answered(answer, 202);
    }
  }

  private static Pin pin(JsonObject json) {
    String status = json.getString("status");
    for (Status known : Status.values()) {
      if (known.name().equalsIgnoreCase(status)) {
        return new Pin(json.getString("requestid"), known);
      }
    }
    throw new IllegalStateException("The pinning service knows a status " + status);
  }

  private static JsonObject answered(HttpResponse<byte[]> answer, int expected) throws IOException {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
      throw new IOException("the pinning service answered HTTP " + answer.statusCode());
    }
    if (answer.statusCode() != expected) {
      throw new IllegalStateException(
          "The pinning service answered HTTP " + answer.statusCode() + ": " + text);
    }
    if (text.isBlank()) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new IllegalStateException("The pinning service did not answer in JSON", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
