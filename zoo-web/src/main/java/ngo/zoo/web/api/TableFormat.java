package ngo.zoo.web.api;

import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What rows are given as: {@code format} says it, else the header Accept. */
public enum TableFormat {
  JSON,
  CSV;

  /**
   * @throws Refusal {@code value-unknown} for another format
   */
  public static boolean isCsv(@Nullable String format, @Nullable String accept) {
    TableFormat asked = Names.filter(TableFormat.class, "format", format);
    return asked == null ? "text/csv".equals(accept) : asked == CSV;
  }
}
