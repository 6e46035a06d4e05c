package ngo.zoo.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ngo.zoo.log.Cid;
import org.jspecify.annotations.Nullable;

/** Reads one value in dag-cbor and refuses every encoding but the one the codec allows. */
final class CborReader {
  private static final int DEEPEST = 64;

  private final ByteBuffer in;

  CborReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  Object whole() {
    Object value = value(0);
    if (in.hasRemaining() || value == null) {
      throw new IllegalArgumentException("A block of dag-cbor is one value and nothing behind it");
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("Nested too deep");
    }
    int first = octet();
    int major = first >> 5;
    if (major == DagCbor.SIMPLE) {
      return simple(first & 31);
    }
    long argument = argument(first & 31);
    return switch (major) {
      case DagCbor.UNSIGNED -> argument;
      case DagCbor.NEGATIVE -> ~argument;
      case DagCbor.BYTES -> take(argument);
      case DagCbor.TEXT -> text(argument);
      case DagCbor.LIST -> list(argument, depth);
      case DagCbor.MAP -> map(argument, depth);
      default -> link(argument);
    };
  }

  private static @Nullable Object simple(int info) {
    return switch (info) {
      case DagCbor.FALSE -> false;
      case DagCbor.TRUE -> true;
      case DagCbor.NULL -> null;
      default -> throw new IllegalArgumentException("Only true, false and null are simple values");
    };
  }

  /** The number in the head, in its shortest form and within 63 bits. */
  private long argument(int info) {
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw new IllegalArgumentException("Lengths are definite");
    }
    int length = 1 << (info - 24);
    long number = 0;
    for (byte octet : take(length)) {
      number = number << 8 | octet & 0xff;
    }
    boolean shortest = length == 1 ? number >= 24 : number >>> (length * 4) != 0;
    if (number < 0 || !shortest) {
      throw new IllegalArgumentException("A number is too large or not in its shortest form");
    }
    return number;
  }

  private String text(long length) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(take(length))).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("Text is not UTF-8", e);
    }
  }

  private List<@Nullable Object> list(long size, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      list.add(value(depth + 1));
    }
    return list;
  }

  private Map<String, @Nullable Object> map(long size, int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    byte[] before = null;
    for (long i = 0; i < size; i++) {
      if (!(value(depth + 1) instanceof String key)) {
        throw new IllegalArgumentException("Keys are text");
      }
      byte[] encoded = key.getBytes(StandardCharsets.UTF_8);
      if (before != null && CborWriter.KEY_ORDER.compare(before, encoded) >= 0) {
        throw new IllegalArgumentException("Keys are not in order or stand twice");
      }
      before = encoded;
      map.put(key, value(depth + 1));
    }
    return map;
  }

  private Cid link(long tag) {
    Object content = tag == DagCbor.LINK ? value(DEEPEST) : null;
    if (content instanceof byte[] bytes && bytes.length > 0 && bytes[0] == 0) {
      return Cid.ofBytes(Arrays.copyOfRange(bytes, 1, bytes.length));
    }
    throw new IllegalArgumentException("The only tag is 42, a link");
  }

  private int octet() {
    return take(1)[0] & 0xff;
  }

  private byte[] take(long length) {
    if (length > in.remaining()) {
      throw new IllegalArgumentException("The block ends too early");
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }
}
