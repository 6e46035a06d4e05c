package ngo.zoo.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** How long a budget's window lasts before it starts again from zero; days and months are UTC. */
public enum BudgetPeriod {
  DAY,
  MONTH,
  TOTAL;

  /** Start of the window that {@code now} lies in; the epoch for a window that never ends. */
  public Instant start(Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return switch (this) {
      case DAY -> midnight(day);
      case MONTH -> midnight(day.withDayOfMonth(1));
      case TOTAL -> Instant.EPOCH;
    };
  }

  /** Start of the following window; null when there is none. */
  public @Nullable Instant end(Instant start) {
    LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
    return switch (this) {
      case DAY -> midnight(day.plusDays(1));
      case MONTH -> midnight(day.plusMonths(1));
      case TOTAL -> null;
    };
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
