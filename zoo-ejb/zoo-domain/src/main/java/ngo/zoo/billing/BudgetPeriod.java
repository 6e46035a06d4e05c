package ngo.zoo.billing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * How long a budget's window lasts before it starts again from zero; days and months are UTC, weeks
 * begin on Monday (ISO 8601).
 */
public enum BudgetPeriod {
  HOUR,
  DAY,
  WEEK,
  MONTH,
  TOTAL;

  /** Start of the window that {@code now} lies in; the epoch for a window that never ends. */
  public Instant start(Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return switch (this) {
      case HOUR -> now.truncatedTo(ChronoUnit.HOURS);
      case DAY -> midnight(day);
      case WEEK -> midnight(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case MONTH -> midnight(day.withDayOfMonth(1));
      case TOTAL -> Instant.EPOCH;
    };
  }

  /** Start of the following window; null when there is none. */
  public @Nullable Instant end(Instant start) {
    LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
    return switch (this) {
      case HOUR -> start.plus(1, ChronoUnit.HOURS);
      case DAY -> midnight(day.plusDays(1));
      case WEEK -> midnight(day.plusWeeks(1));
      case MONTH -> midnight(day.plusMonths(1));
      case TOTAL -> null;
    };
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
