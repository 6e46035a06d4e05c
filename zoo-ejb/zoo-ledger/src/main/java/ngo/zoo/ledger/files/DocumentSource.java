package ngo.zoo.ledger.files;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import ngo.zoo.ledger.transfer.TransferRecord;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document: an array of objects, an object that has it as {@code experiences}, or a flat
 * map of id to text. Where the syntax breaks the rest cannot be told apart, so the file is refused.
 */
final class DocumentSource implements RecordSource {
  private static final String LIST = "experiences";

  private enum Shape {
    UNKNOWN,
    LIST,
    FLAT,
    END
  }

  private final BoundedReader in;
  private final JsonParser parser;
  private Shape shape = Shape.UNKNOWN;
  private boolean wrapped;
  private long records;

  DocumentSource(InputStream file) {
    in = new BoundedReader(new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder()));
    parser = Json.createParser(in);
  }

  @Override
  public @Nullable TransferRecord next() throws IOException {
    try {
      if (shape == Shape.UNKNOWN) {
        return begin(event());
      }
      return switch (shape) {
        case LIST -> element(event());
        case FLAT -> entry(event());
        default -> null;
      };
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      throw broken(e);
    }
  }

  private Event event() {
    in.grant();
    return parser.next();
  }

  private @Nullable TransferRecord begin(Event first) throws IOException {
    if (first == Event.START_ARRAY) {
      shape = Shape.LIST;
      return element(event());
    }
    if (first != Event.START_OBJECT) {
      throw new FileFault("The file is neither a JSON array nor a JSON object.");
    }
    return member(event());
  }

  /** The first names of an object tell whether it is a wrapped list or a flat map. */
  private @Nullable TransferRecord member(Event name) throws IOException {
    if (name == Event.END_OBJECT) {
      return end();
    }
    String key = parser.getString();
    Event value = event();
    if (key.equals(LIST) && value == Event.START_ARRAY) {
      shape = Shape.LIST;
      wrapped = true;
      return element(event());
    }
    shape = Shape.FLAT;
    return flat(value);
  }

  private @Nullable TransferRecord element(Event event) throws IOException {
    if (event == Event.END_ARRAY) {
      return end();
    }
    long line = parser.getLocation().getLineNumber();
    records++;
    if (event == Event.START_OBJECT) {
      return new RecordParser(parser, records, line).object();
    }
    skip(event);
    return TransferRecord.unreadable(records, line, "", "This is no JSON object.");
  }

  private @Nullable TransferRecord entry(Event name) throws IOException {
    return name == Event.END_OBJECT ? end() : flat(event());
  }

  private TransferRecord flat(Event value) {
    long line = parser.getLocation().getLineNumber();
    records++;
    if (value == Event.VALUE_STRING) {
      return TransferRecord.text(records, line, parser.getString());
    }
    skip(value);
    return TransferRecord.unreadable(records, line, "", "The value of an id must be a text.");
  }

  /** Behind a wrapped list other fields may follow. */
  private @Nullable TransferRecord end() throws IOException {
    if (wrapped) {
      for (Event name = event(); name == Event.KEY_NAME; name = event()) {
        skip(event());
      }
    }
    shape = Shape.END;
    in.grant();
    if (parser.hasNext()) {
      throw new FileFault("Something follows the end of the JSON document.");
    }
    return null;
  }

  private void skip(Event value) {
    SkippedValue.of(parser, value);
  }

  private FileFault broken(RuntimeException failure) {
    if (failure.getCause() instanceof FileFault fault) {
      return fault;
    }
    return new FileFault(
        "The file breaks off or is no JSON in UTF-8 behind its experience %d, line %d."
            .formatted(records, parser.getLocation().getLineNumber()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
