package ngo.zoo.ledger.rules;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import ngo.zoo.log.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * A library version as its record says it, read back from the text that the log commits to (see
 * {@link LibraryVersionRecord}).
 *
 * @param parent 0 for the first
 * @param root of the snapshot tree, 32 bytes
 * @param createdAt as it is written there
 */
@SuppressWarnings("ArrayRecordComponent")
public record CommittedVersion(
    String domain,
    int number,
    int parent,
    byte[] root,
    int size,
    List<VersionOperation> operations,
    String causeKind,
    String causeId,
    String createdAt) {
  private static final HexFormat HEX = HexFormat.of();

  public CommittedVersion {
    operations = List.copyOf(operations);
  }

  /**
   * @throws IllegalArgumentException if it is no record of a library version
   */
  public static CommittedVersion parse(String text) {
    Map<?, ?> json = CanonicalJson.parse(text);
    Map<?, ?> cause = map(json.get("cause"));
    List<VersionOperation> operations = new ArrayList<>();
    for (Object operation : list(json.get("ops"))) {
      operations.add(operation(map(operation)));
    }
    return new CommittedVersion(
        word(json.get("domain")),
        number(json.get("version")),
        number(json.get("parent")),
        hash(json.get("root")),
        number(json.get("size")),
        operations,
        word(cause.get("kind")),
        word(cause.get("id")),
        word(json.get("created_at")));
  }

  private static VersionOperation operation(Map<?, ?> json) {
    byte[] h = hash(json.get("h"));
    return switch (word(json.get("op"))) {
      case "add" -> VersionOperation.add(h);
      case "delete" -> VersionOperation.delete(h);
      case "modify" -> VersionOperation.modify(hash(json.get("old")), h);
      default -> throw wrong();
    };
  }

  private static byte[] hash(@Nullable Object value) {
    byte[] hash = HEX.parseHex(word(value));
    if (hash.length != 32) {
      throw wrong();
    }
    return hash;
  }

  private static String word(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong();
  }

  private static int number(@Nullable Object value) {
    if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw wrong();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong();
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong();
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException("No record of a library version");
  }
}
