package ngo.zoo.log;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed reading of a parsed JSON object; what is missing or of another type is refused by name. */
record JsonFields(Map<String, @Nullable Object> members) {
  static JsonFields parse(String json) {
    return new JsonFields(CanonicalJson.parse(json));
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  String text(String name) {
    return members.get(name) instanceof String text ? text : wrong(name, "a string");
  }

  long number(String name) {
    return members.get(name) instanceof Long number ? number : wrong(name, "a whole number");
  }

  @SuppressWarnings("unchecked")
  JsonFields object(String name) {
    return members.get(name) instanceof Map<?, ?> map
        ? new JsonFields((Map<String, @Nullable Object>) map)
        : wrong(name, "an object");
  }

  /** A list of SHA-256 digests in lower-case hex. */
  List<byte[]> hashes(String name) {
    if (!(members.get(name) instanceof List<?> list) || list.size() > 64) {
      return wrong(name, "a list of at most 64 hashes");
    }
    List<byte[]> hashes = new ArrayList<>();
    for (Object item : list) {
      hashes.add(item instanceof String hex ? hash(hex, name) : wrong(name, "a list of hashes"));
    }
    return hashes;
  }

  private static byte[] hash(String hex, String name) {
    return hex.matches("[0-9a-f]{64}")
        ? HexFormat.of().parseHex(hex)
        : wrong(name, "of hashes with 64 lower-case hex digits");
  }

  private static <T> T wrong(String name, String expected) {
    throw new IllegalArgumentException("\"" + name + "\" must be " + expected);
  }
}
