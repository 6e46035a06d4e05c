package ngo.zoo.billing.rules;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * The form of an API key: {@code zoo_} + 8 characters + {@code _} + 34 random characters + 6 of a
 * checksum, all base 62. The checksum (CRC-32 of what stands before it) tells a typo from an
 * unknown key without a look-up; it protects nothing. 34 characters are 202 bits.
 */
public final class KeyText {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String BEGINNING = "zoo_";
  private static final int PREFIX = 12;
  private static final int LENGTH = 53;
  private static final int CHECKSUM = 6;

  private KeyText() {}

  /**
   * A new key.
   *
   * @param random must be cryptographically strong
   */
  public static String fresh(RandomGenerator random) {
    String open = "zoo_" + word(random, 8) + "_" + word(random, 34);
    return open + checksum(open);
  }

  /** Whether the text can be a key at all. */
  public static boolean wellFormed(String text) {
    if (text.length() != LENGTH || !text.startsWith(BEGINNING) || text.charAt(PREFIX) != '_') {
      return false;
    }
    int end = LENGTH - CHECKSUM;
    return isWord(text, BEGINNING.length(), PREFIX)
        && isWord(text, PREFIX + 1, LENGTH)
        && checksum(text.substring(0, end)).equals(text.substring(end));
  }

  private static boolean isWord(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return true;
  }

  /** The part people may see: {@code zoo_} and eight characters. */
  public static String prefix(String key) {
    return key.substring(0, PREFIX);
  }

  private static String word(RandomGenerator random, int length) {
    StringBuilder word = new StringBuilder(length);
    random.ints(length, 0, BASE62.length()).forEach(i -> word.append(BASE62.charAt(i)));
    return word.toString();
  }

  private static String checksum(String open) {
    CRC32 crc = new CRC32();
    crc.update(open.getBytes(StandardCharsets.US_ASCII));
    StringBuilder word = new StringBuilder(CHECKSUM);
    for (long rest = crc.getValue(); word.length() < CHECKSUM; rest /= BASE62.length()) {
      word.insert(0, BASE62.charAt((int) (rest % BASE62.length())));
    }
    return word.toString();
  }
}
