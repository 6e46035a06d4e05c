package ngo.zoo.web.api;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** A day (UTC) in a query, such as {@code 2026-11-01}. */
final class GivenDay {
  private GivenDay() {}

  /**
   * Null for an absent or empty one.
   *
   * @throws Refusal {@code day-unreadable} naming the field
   */
  static @Nullable LocalDate read(String field, @Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : LocalDate.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw Refusal.field("day-unreadable", field, field + " is a day such as 2026-11-01");
    }
  }
}
