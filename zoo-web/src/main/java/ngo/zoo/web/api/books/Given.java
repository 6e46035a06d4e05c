package ngo.zoo.web.api.books;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import ngo.zoo.books.Period;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters of searches; what cannot be read is refused by name, what is empty is left out.
 */
public final class Given {
  private Given() {}

  /**
   * @throws Refusal {@code id-unreadable}
   */
  public static @Nullable UUID id(String field, @Nullable String text) {
    if (isBlank(text)) {
      return null;
    }
    try {
      return UUID.fromString(String.valueOf(text).strip());
    } catch (IllegalArgumentException unreadable) {
      throw Refusal.field("id-unreadable", field, field + " is the id of something, a UUID");
    }
  }

  /**
   * @throws Refusal {@code value-unknown}
   */
  public static @Nullable Asset asset(@Nullable String text) {
    if (isBlank(text)) {
      return null;
    }
    try {
      return Asset.valueOf(String.valueOf(text).strip());
    } catch (IllegalArgumentException unknown) {
      throw Refusal.field("value-unknown", "asset", "asset must be KEEPER, ZEN, ZOO or USD");
    }
  }

  /**
   * @throws Refusal {@code amount-unreadable}
   */
  public static @Nullable Amount amount(String field, Asset asset, @Nullable String text) {
    if (isBlank(text)) {
      return null;
    }
    try {
      return Amount.parse(asset, String.valueOf(text));
    } catch (NumberFormatException | ArithmeticException unreadable) {
      throw Refusal.field(
          "amount-unreadable", field, field + " is a decimal of " + asset + ", such as 0.5");
    }
  }

  /**
   * @throws Refusal {@code day-unreadable}
   */
  public static Period period(@Nullable String from, @Nullable String to) {
    return new Period(day("from", from), day("to", to));
  }

  /**
   * An instant, to the minute or exactly, or the end of a day.
   *
   * @throws Refusal {@code time-unreadable}
   */
  public static Instant instant(@Nullable String text, Instant whenLeftOut) {
    if (isBlank(text)) {
      return whenLeftOut;
    }
    String given = String.valueOf(text).strip();
    try {
      return switch (given.length()) {
        case 10 ->
            LocalDate.parse(given)
                .plusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .minusNanos(1000);
        case 16 -> LocalDateTime.parse(given).toInstant(ZoneOffset.UTC);
        default -> Instant.parse(given);
      };
    } catch (DateTimeException unreadable) {
      throw Refusal.field(
          "time-unreadable", "at", "at is a day such as 2026-11-01 or a time in UTC");
    }
  }

  private static @Nullable LocalDate day(String field, @Nullable String text) {
    if (isBlank(text)) {
      return null;
    }
    try {
      return LocalDate.parse(String.valueOf(text).strip());
    } catch (DateTimeException unreadable) {
      throw Refusal.field("day-unreadable", field, field + " is a day such as 2026-11-01");
    }
  }

  /** Without blanks around it; empty for null. */
  public static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
