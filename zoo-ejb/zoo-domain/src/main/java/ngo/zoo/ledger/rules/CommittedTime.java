package ngo.zoo.ledger.rules;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in committed JSON: RFC 3339 in UTC, always with three digits of milliseconds. */
final class CommittedTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private CommittedTime() {}

  static String of(Instant instant) {
    return FORMAT.format(instant);
  }
}
