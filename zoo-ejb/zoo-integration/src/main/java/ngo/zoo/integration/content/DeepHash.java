package ngo.zoo.integration.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Arweave's deep hash (SHA-384 over tagged blobs and lists): what its signatures are made over.
 * Values are {@code byte[]}, {@link String} (as UTF-8), {@link List}, and for a blob that is not
 * held its size and SHA-384.
 */
final class DeepHash {
  static final String ALGORITHM = "SHA-384";

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
      case byte[] blob -> blob(blob.length, sha384(blob));
      case Archive.Measured blob -> blob(blob.size(), blob.digest());
      default -> throw new IllegalArgumentException("No deep hash of a " + value.getClass());
    };
  }

  private static byte[] blob(long size, byte[] digest) {
    return sha384(sha384(tag("blob", size)), digest);
  }

  private static byte[] tag(String kind, long length) {
    return (kind + length).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha384(byte[]... parts) {
    MessageDigest digest = Archive.digest(ALGORITHM);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
