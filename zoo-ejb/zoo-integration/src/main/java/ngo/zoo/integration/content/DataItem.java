package ngo.zoo.integration.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import ngo.zoo.log.Sha256;

/**
 * A signed data item of ANS-104 (signature type 1, without target and anchor): the form in which a
 * version's archive stands on Arweave, whatever transaction carries it. The content itself is not
 * held here.
 *
 * @param size bytes of content
 */
record DataItem(byte[] signature, byte[] owner, List<ArchiveTag> tags, long size) {
  private static final short RSA = 1;
  private static final int BUNDLE_HEADER = 96;

  /** Signs the content with this size and SHA-384. */
  static DataItem of(ArweaveWallet wallet, List<ArchiveTag> tags, Archive.Measured content) {
    byte[] owner = wallet.owner();
    byte[] message =
        DeepHash.of(
            List.of(
                "dataitem", "1", "" + RSA, owner, new byte[0], new byte[0], avro(tags), content));
    return new DataItem(wallet.sign(message), owner, tags, content.size());
  }

  /** The item that a bundle of this size carries alone. */
  static DataItem inBundle(byte[] signature, byte[] owner, List<ArchiveTag> tags, long bundle) {
    int head = new DataItem(signature, owner, tags, 0).head().length;
    return new DataItem(signature, owner, tags, bundle - BUNDLE_HEADER - head);
  }

  /** The item's id on Arweave. */
  String id() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(rawId());
  }

  private byte[] rawId() {
    return Sha256.of(signature);
  }

  /** The item as it is stored, up to its content. */
  private byte[] head() {
    byte[] tagBytes = avro(tags);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(little(2).putShort(RSA).array());
    out.writeBytes(signature);
    out.writeBytes(owner);
    out.write(0);
    out.write(0);
    out.writeBytes(little(16).putLong(tags.size()).putLong(tagBytes.length).array());
    out.writeBytes(tagBytes);
    return out.toByteArray();
  }

  /**
   * A bundle with this item alone, the data of the transaction that carries it, up to the content.
   */
  byte[] bundleHead() {
    byte[] head = head();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(little(32).putLong(1).array());
    out.writeBytes(little(32).putLong(head.length + size).array());
    out.writeBytes(rawId());
    out.writeBytes(head);
    return out.toByteArray();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An Avro array of records of two strings. */
  private static byte[] avro(List<ArchiveTag> tags) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!tags.isEmpty()) {
      number(out, tags.size());
      for (ArchiveTag tag : tags) {
        sized(out, tag.nameBytes());
        sized(out, tag.valueBytes());
      }
    }
    number(out, 0);
    return out.toByteArray();
  }

  private static void sized(ByteArrayOutputStream out, byte[] bytes) {
    number(out, bytes.length);
    out.writeBytes(bytes);
  }

  /** Zigzag and seven bits at a time; only lengths, so never negative. */
  private static void number(ByteArrayOutputStream out, int number) {
    int rest = number << 1;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write(rest & 0x7f | 0x80);
    }
    out.write(rest);
  }
}
