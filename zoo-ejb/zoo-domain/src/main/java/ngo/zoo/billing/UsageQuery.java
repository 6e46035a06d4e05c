package ngo.zoo.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import ngo.zoo.shared.Refusal;

/**
 * Usage of some days.
 *
 * @param from first day, UTC
 * @param to the day after the last
 * @param by none adds everything up to one row
 */
public record UsageQuery(LocalDate from, LocalDate to, Set<UsageGroup> by) {
  /**
   * @throws Refusal {@code usage-range-invalid}
   */
  public UsageQuery {
    by = Set.copyOf(by);
    if (!from.isBefore(to)) {
      throw Refusal.field(
          "usage-range-invalid", "to", "The range ends before it begins: to is the day after");
    }
  }

  /** The month that {@code now} lies in, by everything. */
  public static UsageQuery month(Instant now) {
    LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1);
    return new UsageQuery(first, first.plusMonths(1), EnumSet.allOf(UsageGroup.class));
  }

  public Instant begin() {
    return from.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  public Instant end() {
    return to.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
