package ngo.zoo.web.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import ngo.zoo.shared.Refusal;

/**
 * Reads and writes JSON bodies. A body may have {@link #MOST_BYTES}; what cannot be read as the
 * path's request is the sender's fault and refused, so that a failure to write stays ours.
 */
@Provider
@Consumes("application/json")
@Produces({"application/json", "application/problem+json"})
public final class JsonBodies implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
  public static final int MOST_BYTES = 1 << 20;
  private static final byte[] NUL = "\\u0000".getBytes(StandardCharsets.US_ASCII);

  @Override
  public boolean isReadable(Class<?> type, Type generic, Annotation[] on, MediaType media) {
    return type.isRecord();
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type generic,
      Annotation[] on,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    return read(type, Bodies.read(body, MOST_BYTES));
  }

  @Override
  public boolean isWriteable(Class<?> type, Type generic, Annotation[] on, MediaType media) {
    return type != String.class && !StreamingOutput.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Object value,
      Class<?> type,
      Type generic,
      Annotation[] on,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    String json =
        value instanceof JsonStructure structure
            ? structure.toString()
            : JsonFormat.JSONB.toJson(value);
    body.write(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws Refusal {@code body-unreadable}
   */
  static Object read(Class<?> type, byte[] body) {
    if (holdsNul(body)) {
      throw Refusal.invalid("body-unreadable", "A text must not hold the character NUL");
    }
    JsonObject json = object(body);
    if (type == JsonBody.class) {
      return new JsonBody(json);
    }
    JsonShape.check(json, type);
    try {
      return JsonFormat.JSONB.fromJson(new ByteArrayInputStream(body), type);
    } catch (JsonbException e) {
      throw Refusal.invalid("body-unreadable", "The body is not the JSON object wanted here");
    }
  }

  /**
   * Read whole before it is bound: JSON-B passes over a value it does not know by what never comes
   * back when the document ends within it.
   */
  private static JsonObject object(byte[] body) {
    if (isBlank(body)) {
      throw Refusal.invalid("body-unreadable", "The body is missing: send a JSON object");
    }
    try (JsonParser parser = Json.createParser(new ByteArrayInputStream(body))) {
      if (parser.next() != JsonParser.Event.START_OBJECT) {
        throw Refusal.invalid("body-unreadable", "The body must be a JSON object");
      }
      JsonObject json = parser.getObject();
      if (!parser.hasNext()) {
        return json;
      }
      throw Refusal.invalid("body-unreadable", "Something follows the JSON object");
    } catch (JsonParsingException e) {
      throw Refusal.invalid(
          "body-unreadable",
          "The body is no JSON: line %d, column %d"
              .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()));
    } catch (Refusal refusal) {
      throw refusal;
    } catch (RuntimeException e) { // Parsson has no type of its own for what is nested too deeply.
      throw Refusal.invalid(
          "body-unreadable", "The body is no JSON in UTF-8, breaks off or is nested too deeply");
    }
  }

  private static boolean isBlank(byte[] body) {
    return new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8).isBlank()
        && body.length <= 64;
  }

  /** Whether a string has the escape of U+0000, which no text column of the database can keep. */
  private static boolean holdsNul(byte[] body) {
    for (int i = 0; i + NUL.length <= body.length; i++) {
      if (body[i] == '\\') {
        if (Arrays.equals(body, i, i + NUL.length, NUL, 0, NUL.length)) {
          return true;
        }
        i++; // Over what is escaped, which may be a backslash itself.
      }
    }
    return false;
  }
}
