package ngo.zoo.integration.content;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ngo.zoo.content.Car;
import ngo.zoo.log.Cid;

/**
 * The few calls of Kubo's RPC API that are needed. An {@link IOException} means that the daemon
 * cannot be asked now, an {@link IllegalStateException} that it said no.
 */
final class KuboClient implements AutoCloseable {
  // Unlikely in an archive, and a boundary is only looked for at the beginning of a line.
  private static final String BOUNDARY = "zoo-archive-0f1b7c52e3a94d68";

  private final Http http;

  KuboClient(String url) {
    this.http = new Http(url);
  }

  /** Hands over a CARv1 and has its roots pinned. */
  void importPinned(byte[] car, List<Cid> roots) throws IOException {
    String answer =
        answered(
            http.post(
                "/api/v0/dag/import?pin-roots=true",
                "multipart/form-data; boundary=" + BOUNDARY,
                multipart(car)));
    Set<String> taken = new HashSet<>();
    answer.lines().filter(line -> !line.isBlank()).forEach(line -> root(line, taken));
    for (Cid root : roots) {
      if (!taken.contains(root.text())) {
        throw new IllegalStateException("IPFS did not take the root " + root + ": " + answer);
      }
    }
  }

  /** Whether the daemon says that it keeps the block and everything below. */
  boolean isPinned(Cid root) throws IOException {
    HttpResponse<byte[]> answer =
        http.post("/api/v0/pin/ls?arg=" + root, "text/plain", new byte[0]);
    // What is not pinned is answered by an error. Only this block was asked for, and some daemons
    // write its id in another base.
    return answer.statusCode() == 200 && !keys(text(answer)).isEmpty();
  }

  /** Where other nodes find this one. */
  List<String> addresses() throws IOException {
    String answer = answered(http.post("/api/v0/id", "text/plain", new byte[0]));
    try (var reader = Json.createReader(new StringReader(answer))) {
      JsonArray addresses = reader.readObject().getJsonArray("Addresses");
      return addresses == null
          ? List.of()
          : addresses.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
    }
  }

  /** The block and everything it links to, as an archive. */
  byte[] export(String root) throws IOException {
    HttpResponse<byte[]> answer =
        http.post("/api/v0/dag/export?arg=" + root, "text/plain", new byte[0]);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "IPFS answered HTTP " + answer.statusCode() + ": " + text(answer));
    }
    return answer.body();
  }

  private static JsonObject keys(String answer) {
    try (var reader = Json.createReader(new StringReader(answer))) {
      JsonObject keys = reader.readObject().getJsonObject("Keys");
      return keys == null ? JsonValue.EMPTY_JSON_OBJECT : keys;
    }
  }

  /** One line of the answer: {@code {"Root":{"Cid":{"/":"…"},"PinErrorMsg":""}}}, or statistics. */
  private static void root(String line, Set<String> taken) {
    try (var reader = Json.createReader(new StringReader(line))) {
      JsonObject root = reader.readObject().getJsonObject("Root");
      if (root != null) {
        String error = root.getString("PinErrorMsg", "");
        if (!error.isEmpty()) {
          throw new IllegalStateException("IPFS did not pin: " + error);
        }
        taken.add(root.getJsonObject("Cid").getString("/"));
      }
    }
  }

  private static byte[] multipart(byte[] car) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"version.car\"\r\n"
            + "Content-Type: %s\r\n\r\n";
    body.writeBytes(head.formatted(BOUNDARY, Car.MEDIA_TYPE).getBytes(StandardCharsets.UTF_8));
    body.writeBytes(car);
    body.writeBytes("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private static String answered(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "IPFS answered HTTP " + answer.statusCode() + ": " + text(answer));
    }
    return text(answer);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
