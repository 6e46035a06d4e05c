package ngo.zoo.gpu.ra.protocol;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The data of a stream of server-sent events (HTML, section 9.2), one after the other. A stream
 * that is too long in bytes or in time is cut off, so that no node holds a slot for ever.
 */
final class ServerSentEvents {
  private static final int MOST_BYTES = 8 << 20;

  private final BufferedReader lines;

  ServerSentEvents(InputStream stream, Duration atMost) {
    Bounded bounded = new Bounded(stream, MOST_BYTES, System.nanoTime() + atMost.toNanos());
    lines = new BufferedReader(new InputStreamReader(bounded, StandardCharsets.UTF_8));
  }

  /** Data of the next event, null at the end of the stream. An event cut short is dropped. */
  @Nullable String next() throws IOException {
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        return data.substring(1);
      }
      if (line.startsWith("data:")) {
        data.append('\n').append(line.substring(line.startsWith("data: ") ? 6 : 5));
      }
    }
    return null;
  }

  /** Fails once more bytes were read than agreed, or later; also in the middle of a line. */
  private static final class Bounded extends FilterInputStream {
    private final long deadline;
    private int left;

    Bounded(InputStream in, int most, long deadline) {
      super(in);
      this.left = most;
      this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    /** Called after each piece that came, so what dribbles in is cut off too. */
    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("sent more than " + MOST_BYTES + " bytes");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("took too long to answer");
      }
    }
  }
}
