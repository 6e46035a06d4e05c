package ngo.zoo.log;

import java.util.LinkedHashMap;
import java.util.Map;

/** The text of a leaf and its hash: SHA-256(0x00 ‖ SHA-256(canonical JSON)). */
public final class LogRecord {
  private LogRecord() {}

  /**
   * Canonical JSON of the record with its {@code type}.
   *
   * @throws IllegalArgumentException if the record names another type itself
   */
  public static String text(LeafKind kind, Map<String, ?> record) {
    Map<String, Object> typed = new LinkedHashMap<>(record);
    Object named = typed.put("type", kind.word());
    if (named != null && !named.equals(kind.word())) {
      throw new IllegalArgumentException("A record of kind " + kind + " says type " + named);
    }
    return CanonicalJson.of(typed);
  }

  /** SHA-256 of the canonical JSON: the leaf's data. */
  public static byte[] leafData(String text) {
    return Sha256.ofText(text);
  }

  /** What stands in the tree. */
  public static byte[] leafHash(String text) {
    return MerkleTree.leafHash(leafData(text));
  }
}
