package ngo.zoo.gpu.node.http;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One exchange as the node's handlers see it. */
public final class Request {

  /** The longest body that is read, in bytes. */
  public static final int LARGEST_BODY = 1 << 20;

  private final HttpExchange exchange;

  Request(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /**
   * The body's bytes.
   *
   * @throws ApiError 413 beyond the limit
   */
  public byte[] body() throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw ApiError.tooLarge(LARGEST_BODY);
    }
    return body;
  }

  /**
   * A body as a JSON object.
   *
   * @throws ApiError 400 when it is none
   */
  public static JsonObject json(byte[] body) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      if (reader.readValue() instanceof JsonObject object) {
        return object;
      }
      throw ApiError.invalid("invalid_json", "The body must be a JSON object");
    } catch (JsonException e) {
      throw ApiError.invalid("invalid_json", "The body is not JSON: " + e.getMessage());
    }
  }

  /** Answers with JSON. */
  public void reply(int status, JsonValue json) throws IOException {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Begins an answer of server-sent events; the caller closes the stream. */
  public OutputStream events() throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  /** Adds a header to the answer to come. */
  public void header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }
}
