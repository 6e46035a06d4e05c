package ngo.zoo.log;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), the one hash function of the log. */
public final class Sha256 {
  /** Length of a digest in bytes. */
  public static final int LENGTH = 32;

  // Looking one up costs as much as hashing a node. None is ever left half fed: digest() resets it.
  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(Sha256::newDigest);

  private Sha256() {}

  /** Digest of the parts, one after the other. */
  public static byte[] of(byte[]... parts) {
    MessageDigest digest = DIGEST.get();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** Digest of the UTF-8 bytes of {@code text}. */
  public static byte[] ofText(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the digest of {@code prefix} and a range of {@code from} to a place in {@code to}. */
  static void ofRange(byte prefix, byte[] from, int at, int length, byte[] to, int place) {
    MessageDigest digest = DIGEST.get();
    digest.update(prefix);
    digest.update(from, at, length);
    try {
      digest.digest(to, place, LENGTH);
    } catch (DigestException e) {
      throw new IllegalArgumentException("No room for a digest", e);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
