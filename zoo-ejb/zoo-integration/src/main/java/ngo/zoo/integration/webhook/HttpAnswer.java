package ngo.zoo.integration.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status line and fields of an HTTP/1.1 answer (RFC 9112), read with bounds; interim answers are
 * skipped.
 *
 * @param fields by lower-case name; of a repeated one the last
 */
record HttpAnswer(int status, Map<String, String> fields) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final int LONGEST_HEAD = 16 << 10;
  private static final int MOST_INTERIM = 5;
  private static final int FIRST_FINAL = 200;

  static HttpAnswer read(InputStream in) throws IOException {
    for (int i = 0; i < MOST_INTERIM; i++) {
      HttpAnswer answer = head(in);
      if (answer.status >= FIRST_FINAL) {
        return answer;
      }
    }
    throw new IOException("too many interim answers");
  }

  private static HttpAnswer head(InputStream in) throws IOException {
    Matcher status = STATUS.matcher(line(in));
    if (!status.matches()) {
      throw new IOException("the answer is not HTTP/1.1");
    }
    Map<String, String> fields = new HashMap<>();
    int bytes = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      bytes += line.length();
      if (bytes > LONGEST_HEAD) {
        throw new IOException("the answer's header fields are too long");
      }
      int colon = Math.max(line.indexOf(':'), 0);
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new HttpAnswer(Integer.parseInt(status.group(1)), Map.copyOf(fields));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection was closed before an answer came");
      }
      if (line.size() > LONGEST_HEAD) {
        throw new IOException("the answer's header fields are too long");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** What Retry-After asks for in seconds; its form as a date is passed over. */
  Duration retryAfter() {
    String value = fields.getOrDefault("retry-after", "");
    return SECONDS.matcher(value).matches()
        ? Duration.ofSeconds(Long.parseLong(value))
        : Duration.ZERO;
  }

  /** How many bytes of body there are at most; chunks are shown as they come. */
  int bodyLength(int most) {
    String value = fields.getOrDefault("content-length", "");
    return SECONDS.matcher(value).matches() ? Math.min(Integer.parseInt(value), most) : most;
  }
}
