package ngo.zoo.ledger.rules;

import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step from a library version to the next, as its record commits to it: an experience came in
 * (only {@code added}), went out (only {@code removed}) or was replaced (both). Both are leaf data,
 * 32 bytes.
 */
@SuppressWarnings("ArrayRecordComponent")
public record VersionOperation(byte @Nullable [] added, byte @Nullable [] removed) {
  /**
   * @throws IllegalArgumentException when it does nothing
   */
  public VersionOperation {
    if (added == null && removed == null) {
      throw new IllegalArgumentException("an operation adds, removes or replaces");
    }
  }

  public static VersionOperation add(byte[] leafData) {
    return new VersionOperation(leafData, null);
  }

  public static VersionOperation delete(byte[] leafData) {
    return new VersionOperation(null, leafData);
  }

  public static VersionOperation modify(byte[] from, byte[] to) {
    return new VersionOperation(to, from);
  }

  /** {@code {op: add, h}}, {@code {op: delete, h}} or {@code {op: modify, h, old}}, in hex. */
  Map<String, String> json() {
    if (removed == null) {
      return Map.of("op", "add", "h", hex(added));
    }
    return added == null
        ? Map.of("op", "delete", "h", hex(removed))
        : Map.of("op", "modify", "h", hex(added), "old", hex(removed));
  }

  private static String hex(byte @Nullable [] leafData) {
    return leafData == null ? "" : HexFormat.of().formatHex(leafData);
  }
}
