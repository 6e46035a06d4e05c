package ngo.zoo.ledger.files;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import ngo.zoo.ledger.transfer.TransferRecord;
import org.jspecify.annotations.Nullable;

/**
 * JSON Lines: an object a line, in UTF-8, lines ended by LF or CRLF, empty ones skipped. A line
 * that is no such object is a fault of its own and costs no other line.
 */
final class LineSource implements RecordSource {
  /** Text, examples and a vector of 16,384 dimensions have room in it. */
  static final int MOST_BYTES = 512 * 1024;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long lines;
  private long records;
  private boolean tooLong;

  LineSource(InputStream in) {
    this.in = in;
  }

  @Override
  public @Nullable TransferRecord next() throws IOException {
    while (readLine()) {
      lines++;
      if (tooLong || !blank()) {
        records++;
        return tooLong ? unreadable("The line is longer than 512 KiB.") : record();
      }
    }
    return null;
  }

  /** False at the end of the file. What is too long is skipped, not kept. */
  private boolean readLine() throws IOException {
    line.reset();
    tooLong = false;
    int b = in.read();
    if (b < 0) {
      return false;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() < MOST_BYTES) {
        line.write(b);
      } else {
        tooLong = true;
      }
    }
    return true;
  }

  private boolean blank() {
    for (byte b : line.toByteArray()) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private TransferRecord record() {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(line.toByteArray()))
              .toString();
    } catch (CharacterCodingException e) {
      return unreadable("The line is not UTF-8.");
    }
    try (JsonParser parser = Json.createParser(new StringReader(text))) {
      if (parser.next() != JsonParser.Event.START_OBJECT) {
        return unreadable("The line is no JSON object.");
      }
      TransferRecord record = new RecordParser(parser, records, lines).object();
      return parser.hasNext() ? unreadable("The line holds more than one JSON object.") : record;
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      return unreadable("The line is no JSON object.");
    }
  }

  private TransferRecord unreadable(String fault) {
    String beginning =
        new String(line.toByteArray(), 0, Math.min(line.size(), 200), StandardCharsets.UTF_8);
    return TransferRecord.unreadable(records, lines, beginning, fault);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
