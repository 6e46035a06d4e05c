package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The data of a stream of server-sent events (HTML, section 9.2), one after the other; comments,
 * which some servers send to keep a connection open, are passed over. A stream that is too long is
 * cut off, so that no backend fills the memory.
 */
final class ServerSentEvents {
  private static final int MOST_BYTES = 8 << 20;
  private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
  // So older llama.cpp servers name the field when they fail in the middle.
  private static final byte[] ERROR = "error:".getBytes(StandardCharsets.US_ASCII);

  private final InputStream stream;
  private final Runnable beforeWaiting;
  private final byte[] buffer = new byte[4096];
  private byte[] line = new byte[512];
  private int lineLength;
  private int from;
  private int to;

  private int left = MOST_BYTES;
  private boolean afterReturn;

  /**
   * @param beforeWaiting done each time when no event is left of those that came together
   */
  ServerSentEvents(InputStream stream, Runnable beforeWaiting) {
    this.stream = stream;
    this.beforeWaiting = beforeWaiting;
  }

  /** Data of the next event, null at the end of the stream. An event cut short is dropped. */
  @Nullable String next() throws IOException {
    String first = null;
    StringBuilder lines = null;
    while (readLine()) {
      String more = lineLength == 0 ? null : content();
      if (lineLength == 0 && first != null) {
        return lines == null ? first : lines.toString();
      }
      if (more != null && first == null) {
        first = more;
      } else if (more != null) {
        lines = lines == null ? new StringBuilder(first) : lines;
        lines.append('\n').append(more);
      }
    }
    return null;
  }

  /** The line's value when its field is one of interest. */
  private @Nullable String content() {
    if (startsWith(DATA)) {
      return after(DATA.length);
    }
    return startsWith(ERROR) ? "{\"error\":" + after(ERROR.length) + "}" : null;
  }

  private String after(int field) {
    int start = field + (field < lineLength && line[field] == ' ' ? 1 : 0);
    return new String(line, start, lineLength - start, StandardCharsets.UTF_8);
  }

  private boolean startsWith(byte[] field) {
    return lineLength >= field.length
        && Arrays.equals(line, 0, field.length, field, 0, field.length);
  }

  /** Reads up to an end of line, which may be LF, CR LF or CR; false at the end of the stream. */
  private boolean readLine() throws IOException {
    lineLength = 0;
    while (from < to || fill()) {
      byte one = buffer[from++];
      boolean second = afterReturn && one == '\n';
      afterReturn = one == '\r';
      if (!second) {
        if (one == '\n' || one == '\r') {
          return true;
        }
        append(one);
      }
    }
    return false;
  }

  private void append(byte one) {
    if (lineLength == line.length) {
      line = Arrays.copyOf(line, 2 * line.length);
    }
    line[lineLength++] = one;
  }

  private boolean fill() throws IOException {
    beforeWaiting.run();
    from = 0;
    to = Math.max(stream.read(buffer, 0, buffer.length), 0);
    left -= to;
    if (left < 0) {
      throw new IOException("sent more than " + MOST_BYTES + " bytes");
    }
    return to > 0;
  }
}
