package ngo.zoo.integration.content;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The HTTP API of an Arweave gateway. An {@link IOException} means that it cannot be asked now, an
 * {@link IllegalStateException} that it said no.
 */
final class ArweaveClient implements AutoCloseable {
  private static final int ALREADY_KNOWN = 208;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final Http http;

  ArweaveClient(String url) {
    this.http = new Http(url);
  }

  /** What a new transaction has to name as the one before it. */
  String anchor() throws IOException {
    return answered(http.get("/tx_anchor"));
  }

  /** What storing this many bytes costs, in winston. */
  String price(long bytes) throws IOException {
    String price = answered(http.get("/price/" + bytes));
    if (!price.matches("[0-9]{1,30}")) {
      throw new IllegalStateException("Arweave names no price but " + price);
    }
    return price;
  }

  /** Blocks on the transaction, 0 while it waits for one; empty when it is unknown. */
  OptionalInt confirmations(String transaction) throws IOException {
    HttpResponse<byte[]> answer = http.get("/tx/" + transaction + "/status");
    return switch (answer.statusCode()) {
      case 200 -> OptionalInt.of(confirmations(answer));
      case 202 -> OptionalInt.of(0);
      case 404 -> OptionalInt.empty();
      default -> throw refused(answer);
    };
  }

  private static int confirmations(HttpResponse<byte[]> answer) {
    String text = text(answer);
    if (!text.startsWith("{")) {
      return 0;
    }
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject().getInt("number_of_confirmations", 0);
    }
  }

  /** Sends a signed transaction, with its data or without. Sending it twice is harmless. */
  void send(JsonObject transaction) throws IOException {
    post("/tx", transaction);
  }

  /** Sends a part of a transaction's data with the proof of its place. Twice is harmless. */
  void sendChunk(JsonObject chunk) throws IOException {
    post("/chunk", chunk);
  }

  private void post(String path, JsonObject body) throws IOException {
    HttpResponse<byte[]> answer =
        http.post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    int status = answer.statusCode();
    if (status == TOO_MANY || status >= SERVER_ERROR) {
      throw new IOException("Arweave answered HTTP " + status);
    }
    if (status != 200 && status != ALREADY_KNOWN) {
      throw refused(answer);
    }
  }

  /** Whether the gateway serves exactly the archive's bytes under the id. */
  boolean serves(String id, Archive archive) throws IOException {
    HttpResponse<byte[]> answer = http.sum("/" + id);
    return answer.statusCode() == 200
        && Arrays.equals(answer.body(), archive.measured(Http.SUM).digest());
  }

  /** The bytes that the gateway serves under the id. */
  byte[] data(String id) throws IOException {
    HttpResponse<byte[]> answer = http.get("/" + id);
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    return answer.body();
  }

  private static String answered(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    return text(answer).strip();
  }

  private static IllegalStateException refused(HttpResponse<byte[]> answer) {
    return new IllegalStateException(
        "Arweave answered HTTP " + answer.statusCode() + ": " + text(answer));
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
