package ngo.zoo.web.api.chat;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonConfig.KeyStrategy;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import ngo.zoo.shared.Refusal;

/**
 * Reads JSON (RFC 8259) as strangers send it: UTF-8 only, no name twice in an object, not nested
 * deeply, and no NUL, which no text column of the database can keep. What is junk is known from one
 * pass over the bytes where that is possible.
 */
final class StrictJson {
  /** Tools carry JSON schemas, which nest. */
  static final int DEEPEST = 64;

  private static final JsonReaderFactory READERS =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, KeyStrategy.NONE));

  private StrictJson() {}

  /**
   * @throws Refusal {@code invalid-json}
   */
  static JsonObject object(byte[] body) {
    scan(body);
    try (var reader = READERS.createReader(new StringReader(text(body)))) {
      return reader.readObject();
    } catch (UnsupportedOperationException e) {
      throw junk("a number in it has too many digits");
    } catch (JsonException | IllegalStateException | ClassCastException e) {
      throw junk("it is not one JSON object, or a name stands in it twice");
    }
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw junk("it is not UTF-8");
    }
  }

  private static void scan(byte[] body) {
    int first = 0;
    while (first < body.length && body[first] <= ' ' && body[first] >= 0) {
      first++;
    }
    if (first == body.length) {
      throw junk("it is empty");
    }
    if (body[first] != '{') {
      throw junk("it is not a JSON object");
    }
    checkDepth(body, first);
  }

  private static void checkDepth(byte[] body, int first) {
    int depth = 0;
    boolean inText = false;
    for (int i = first; i < body.length; i++) {
      byte b = body[i];
      if (inText) {
        if (b == '\\') {
          checkEscape(body, i++);
        } else if (b == '"') {
          inText = false;
        }
      } else if (b == '"') {
        inText = true;
      } else if (b == '{' || b == '[') {
        if (++depth > DEEPEST) {
          throw junk("it is nested more than " + DEEPEST + " deep");
        }
      } else if ((b == '}' || b == ']') && --depth == 0) {
        checkNothingFollows(body, i + 1);
        return;
      }
    }
  }

  /** The reader stops at the end of the object and would not notice. */
  private static void checkNothingFollows(byte[] body, int from) {
    for (int i = from; i < body.length; i++) {
      if (body[i] < 0 || body[i] > ' ') {
        throw junk("something follows the object");
      }
    }
  }

  private static void checkEscape(byte[] body, int at) {
    boolean nul =
        at + 5 < body.length
            && body[at + 1] == 'u'
            && body[at + 2] == '0'
            && body[at + 3] == '0'
            && body[at + 4] == '0'
            && body[at + 5] == '0';
    if (nul) {
      throw junk("a text holds the character NUL");
    }
  }

  private static Refusal junk(String why) {
    return Refusal.invalid(
        "invalid-json", "The body of this request could not be parsed: " + why + ".");
  }
}
