package ngo.zoo.books;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Days of UTC by which entries are chosen; open where null.
 *
 * @param from first day
 * @param to last day
 */
public record Period(@Nullable LocalDate from, @Nullable LocalDate to) {
  public static final Period ALL = new Period(null, null);

  private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  /** The first instant that is in it. */
  public Instant begin() {
    return from == null ? BEGINNING : from.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The first instant after it. */
  public Instant end() {
    return to == null ? END : to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
