package ngo.zoo.gpu.ra.protocol;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;

/** The Retry-After field (RFC 9110, section 10.2.3): seconds or a date. */
final class RetryAfter {
  /** Whoever asks for longer is asked sooner all the same. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private RetryAfter() {}

  static Duration of(HttpMessage response, Instant now) {
    Header field = response.getFirstHeader("Retry-After");
    return field == null ? Duration.ZERO : of(field.getValue(), now);
  }

  /** Zero when the value cannot be read or is over. */
  static Duration of(String value, Instant now) {
    Duration asked = read(value.strip(), now);
    return asked.isNegative() ? Duration.ZERO : asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }

  private static Duration read(String value, Instant now) {
    try {
      return !value.isEmpty() && Character.isDigit(value.charAt(0))
          ? Duration.ofSeconds(Long.parseLong(value))
          : Duration.between(
              now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (NumberFormatException | DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
