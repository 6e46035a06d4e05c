package ngo.zoo.content;

/**
 * The IPLD codec dag-cbor in its strict form: definite and shortest lengths, keys of maps sorted by
 * length and then bytewise, links as tag 42, so that a value has exactly one encoding. Values are
 * null, {@link Boolean}, {@link Long}, {@link String}, {@code byte[]}, {@link ngo.zoo.log.Cid},
 * {@link java.util.List} and {@link java.util.Map} with string keys; floating point numbers have no
 * place in the ledger and are refused.
 */
public final class DagCbor {
  static final int UNSIGNED = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int LIST = 4;
  static final int MAP = 5;
  static final int TAG = 6;
  static final int SIMPLE = 7;

  static final int FALSE = 20;
  static final int TRUE = 21;
  static final int NULL = 22;
  static final int LINK = 42;

  private DagCbor() {}

  /**
   * @throws IllegalArgumentException for a value of another type or text that is not Unicode
   */
  public static byte[] encode(Object value) {
    return new CborWriter().value(value).toBytes();
  }

  /**
   * @throws IllegalArgumentException if it is not the one encoding of a value
   */
  public static Object decode(byte[] bytes) {
    return new CborReader(bytes).whole();
  }
}
