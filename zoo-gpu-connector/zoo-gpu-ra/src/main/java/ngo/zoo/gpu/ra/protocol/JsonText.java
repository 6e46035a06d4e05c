package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;

/** JSON objects from text that another machine wrote. */
final class JsonText {
  /** Looked up once: {@code Json}'s own methods look it up on each call. */
  static final JsonProvider PROVIDER = JsonProvider.provider();

  private JsonText() {}

  /**
   * @throws IOException when the text is no JSON object
   */
  static JsonObject object(String text) throws IOException {
    try (JsonReader reader = PROVIDER.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new IOException("sent no JSON object", e);
    }
  }

  /** The member's text when it is a string, else empty. */
  static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString string ? string.getString() : "";
  }

  /** The member when it is an object, else an empty object. */
  static JsonObject member(JsonObject object, String name) {
    return object.get(name) instanceof JsonObject member ? member : JsonValue.EMPTY_JSON_OBJECT;
  }
}
