package ngo.zoo.log;

import java.util.Locale;

/**
 * Content id (CIDv1, codec raw 0x55, multihash sha2-256) in base32 lower case without padding: the
 * name of a block of bytes in IPFS. The digest inside is the SHA-256 of the bytes.
 *
 * @param text as it is written, beginning with {@code bafkrei}
 */
public record Cid(String text) {
  private static final byte[] PREFIX = {0x01, 0x55, 0x12, 0x20};
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  public Cid {
    if (!encode(decode(text)).equals(text)) {
      throw new IllegalArgumentException("Not a CIDv1 of a raw block: " + text);
    }
  }

  /** The id of a block with these bytes. */
  public static Cid ofContent(byte[] content) {
    return ofDigest(Sha256.of(content));
  }

  /** The id of the block whose SHA-256 is {@code digest}. */
  public static Cid ofDigest(byte[] digest) {
    if (digest.length != Sha256.LENGTH) {
      throw new IllegalArgumentException("A SHA-256 digest has 32 bytes");
    }
    return new Cid(encode(digest));
  }

  /** SHA-256 of the block. */
  public byte[] digest() {
    return decode(text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static String encode(byte[] digest) {
    StringBuilder out = new StringBuilder("b");
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < PREFIX.length + digest.length; i++) {
      int next = i < PREFIX.length ? PREFIX[i] : digest[i - PREFIX.length];
      buffer = (buffer << 8) | (next & 0xff);
      for (bits += 8; bits >= 5; bits -= 5) {
        out.append(ALPHABET.charAt((buffer >> (bits - 5)) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return out.append(ALPHABET.charAt((buffer << (5 - bits)) & 31)).toString();
  }

  // 36 bytes are 288 bits: 57 full characters and one with the last 3 bits.
  private static byte[] decode(String text) {
    if (text.length() != 59) {
      throw new IllegalArgumentException("A CIDv1 of a raw block has 59 characters");
    }
    byte[] digest = new byte[Sha256.LENGTH];
    int buffer = 0;
    int bits = 0;
    int at = -PREFIX.length;
    for (char c : text.toLowerCase(Locale.ROOT).substring(1).toCharArray()) {
      buffer = (buffer << 5) | Math.max(ALPHABET.indexOf(c), 0);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        if (at >= 0) {
          digest[at] = (byte) (buffer >> bits);
        }
        at++;
        buffer &= (1 << bits) - 1;
      }
    }
    return digest;
  }
}
