package ngo.zoo.integration.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Arweave's deep hash (SHA-384 over tagged blobs and lists): what its signatures are made over.
 * Values are {@code byte[]}, {@link String} (as UTF-8) and {@link List}.
 */
final class DeepHash {
  private DeepHash() {}

  static byte[] of(Object value) {
    return switch (value) {
      case List<?> list -> {
        byte[] hash = sha384(tag("list", list.size()));
        for (Object element : list) {
          hash = sha384(hash, of(element));
        }
        yield hash;
      }
      case String text -> of(text.getBytes(StandardCharsets.UTF_8));
      case byte[] blob -> sha384(sha384(tag("blob", blob.length)), sha384(blob));
      default -> throw new IllegalArgumentException("No deep hash of a " + value.getClass());
    };
  }

  private static byte[] tag(String kind, int length) {
    return (kind + length).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha384(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-384");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-384", e);
    }
  }
}
