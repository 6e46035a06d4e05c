package ngo.zoo.integration.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.content.VersionSource;

/** A version's archive: read part by part and as often as needed, never held as a whole. */
record Archive(VersionSource versions, VersionManifest manifest) {
  /** Takes bytes in their order. */
  @FunctionalInterface
  interface Taker {
    void take(byte[] part) throws IOException;
  }

  /** Bytes, and the digest of all of them. */
  record Measured(long size, byte[] digest) {}

  void read(Taker taker) throws IOException {
    try {
      versions.archive(manifest, part -> hand(part, taker));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void hand(byte[] part, Taker taker) {
    try {
      taker.take(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all of it once. */
  Measured measured(String algorithm) throws IOException {
    MessageDigest digest = digest(algorithm);
    long[] size = {0};
    read(
        part -> {
          digest.update(part);
          size[0] += part.length;
        });
    return new Measured(size[0], digest.digest());
  }

  /** One of those that every Java platform has. */
  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + algorithm, e);
    }
  }
}
