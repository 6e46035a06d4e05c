package ngo.zoo.log;

import java.util.Arrays;
import java.util.Locale;

/**
 * Content id (CIDv1, codec raw or dag-cbor, multihash sha2-256) in base32 lower case without
 * padding: the name of a block of bytes in IPFS. The digest inside is the SHA-256 of the bytes.
 *
 * @param text as it is written, beginning with {@code bafkrei} for raw and {@code bafyrei} for
 *     dag-cbor
 */
public record Cid(String text) {
  /** How the bytes of a block are read (multicodec). */
  public enum Codec {
    RAW(0x55),
    DAG_CBOR(0x71);

    private final byte code;

    Codec(int code) {
      this.code = (byte) code;
    }
  }

  /** Bytes of the binary form. */
  public static final int LENGTH = 4 + Sha256.LENGTH;

  private static final int TEXT_LENGTH = 59;
  private static final int VERSION = 1;
  private static final int SHA2_256 = 0x12;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  public Cid {
    byte[] bytes = decode(text);
    codec(bytes);
    if (!encode(bytes).equals(text)) {
      throw new IllegalArgumentException("Not a CIDv1 in base32: " + text);
    }
  }

  /** The id of a raw block with these bytes. */
  public static Cid ofContent(byte[] content) {
    return ofDigest(Sha256.of(content));
  }

  /** The id of the raw block whose SHA-256 is {@code digest}. */
  public static Cid ofDigest(byte[] digest) {
    return of(Codec.RAW, digest);
  }

  /** The id of the block whose SHA-256 is {@code digest}. */
  public static Cid of(Codec codec, byte[] digest) {
    if (digest.length != Sha256.LENGTH) {
      throw new IllegalArgumentException("A SHA-256 digest has 32 bytes");
    }
    byte[] bytes = new byte[LENGTH];
    bytes[0] = VERSION;
    bytes[1] = codec.code;
    bytes[2] = SHA2_256;
    bytes[3] = Sha256.LENGTH;
    System.arraycopy(digest, 0, bytes, LENGTH - Sha256.LENGTH, Sha256.LENGTH);
    return new Cid(encode(bytes));
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if it is no CIDv1 of a raw or dag-cbor block
   */
  public static Cid ofBytes(byte[] bytes) {
    codec(bytes);
    return new Cid(encode(bytes));
  }

  /** The binary form: version, codec, hash function, length, digest. */
  public byte[] bytes() {
    return decode(text);
  }

  public Codec codec() {
    return codec(bytes());
  }

  /** SHA-256 of the block. */
  public byte[] digest() {
    return Arrays.copyOfRange(bytes(), LENGTH - Sha256.LENGTH, LENGTH);
  }

  @Override
  public String toString() {
    return text;
  }

  private static Codec codec(byte[] bytes) {
    if (bytes.length == LENGTH
        && bytes[0] == VERSION
        && bytes[2] == SHA2_256
        && bytes[3] == Sha256.LENGTH) {
      for (Codec codec : Codec.values()) {
        if (codec.code == bytes[1]) {
          return codec;
        }
      }
    }
    throw new IllegalArgumentException("Not a CIDv1 of a raw or dag-cbor block by SHA-256");
  }

  private static String encode(byte[] bytes) {
    StringBuilder out = new StringBuilder("b");
    int buffer = 0;
    int bits = 0;
    for (byte next : bytes) {
      buffer = (buffer << 8) | (next & 0xff);
      for (bits += 8; bits >= 5; bits -= 5) {
        out.append(ALPHABET.charAt((buffer >> (bits - 5)) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return out.append(ALPHABET.charAt((buffer << (5 - bits)) & 31)).toString();
  }

  // 36 bytes are 288 bits: 57 full characters and one with the last 3 bits. What is no character
  // of the alphabet reads as another one and is found when the bytes are written again.
  private static byte[] decode(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw new IllegalArgumentException("A CIDv1 by SHA-256 has 59 characters");
    }
    byte[] bytes = new byte[LENGTH];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (char c : text.toLowerCase(Locale.ROOT).substring(1).toCharArray()) {
      buffer = (buffer << 5) | Math.max(ALPHABET.indexOf(c), 0);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >> bits);
        buffer &= (1 << bits) - 1;
      }
    }
    return bytes;
  }
}
