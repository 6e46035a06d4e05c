package ngo.zoo.books;

import java.util.UUID;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Where a slice of the journal ended: newest entries come first, so what follows has smaller ids.
 * Rows added meanwhile shift nothing.
 */
public record Cursor(UUID entryId, int line) {
  /** Before the newest entry. */
  public static final Cursor START =
      new Cursor(UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"), Integer.MAX_VALUE);

  /**
   * Reads what {@link #toString} wrote; the start for null and empty.
   *
   * @throws Refusal {@code cursor-unreadable}
   */
  public static Cursor of(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return START;
    }
    try {
      int dot = text.indexOf('.');
      return dot < 0
          ? new Cursor(UUID.fromString(text), 0)
          : new Cursor(
              UUID.fromString(text.substring(0, dot)),
              Integer.parseInt(text, dot + 1, text.length(), 10));
    } catch (IllegalArgumentException unreadable) {
      throw Refusal.field(
          "cursor-unreadable", "cursor", "cursor is what the page before gave as next");
    }
  }

  @Override
  public String toString() {
    return line == 0 ? entryId.toString() : entryId + "." + line;
  }
}
