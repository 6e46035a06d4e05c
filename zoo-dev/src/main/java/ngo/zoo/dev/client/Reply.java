package ngo.zoo.dev.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpHeaders;

/** An answer over HTTP. */
public record Reply(int status, HttpHeaders headers, String body) {
  /** The body as a JSON object. */
  public JsonObject json() {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }

  /** The {@code items} of a list. */
  public JsonArray items() {
    return json().getJsonArray("items");
  }

  /** This answer, when it has the status that was hoped for; else an exception that shows it. */
  public Reply expect(int expected) {
    if (status != expected) {
      throw new UnexpectedReply("expected HTTP " + expected + " but got " + status + ": " + body);
    }
    return this;
  }

  /** Another status than the one hoped for. */
  public static final class UnexpectedReply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnexpectedReply(String message) {
      super(message);
    }
  }
}
