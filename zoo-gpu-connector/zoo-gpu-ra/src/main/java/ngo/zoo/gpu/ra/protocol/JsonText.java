package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Pattern;

/** JSON objects from text that another machine wrote. */
final class JsonText {
  /** Looked up once: {@code Json}'s own methods look it up on each call. */
  static final JsonProvider PROVIDER = JsonProvider.provider();

  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private JsonText() {}

  /**
   * @throws IOException when the text is no JSON object
   */
  static JsonObject object(String text) throws IOException {
    try (JsonReader reader = PROVIDER.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // Not JsonException alone: what nests too deeply or has a huge number is refused otherwise.
      throw new IOException("sent no JSON object", e);
    }
  }

  /**
   * @throws IOException when the text is no JSON, so that what is handed on as it stands can be
   *     read by whoever gets it
   */
  static void check(String text) throws IOException {
    try (JsonReader reader = PROVIDER.createReader(new StringReader(text))) {
      reader.readValue();
    } catch (RuntimeException e) {
      throw new IOException("sent JSON that cannot be read", e);
    }
  }

  /**
   * Another machine's words as one line of log, page and receipt: no control characters, no halves
   * of characters, of which a database keeps none.
   */
  static String line(String words, int longest) {
    String cut = words.length() <= longest ? words : words.substring(0, longest) + "…";
    return UNFIT.matcher(cut).replaceAll(" ").strip();
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
