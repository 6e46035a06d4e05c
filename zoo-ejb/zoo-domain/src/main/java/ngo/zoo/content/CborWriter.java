package ngo.zoo.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ngo.zoo.log.Cid;
import org.jspecify.annotations.Nullable;

/** Writes one value in dag-cbor. */
final class CborWriter {
  /** RFC 7049, 3.9: the shorter key first, keys of one length bytewise. */
  static final Comparator<byte[]> KEY_ORDER =
      Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] toBytes() {
    return out.toByteArray();
  }

  CborWriter value(@Nullable Object value) {
    switch (value) {
      case null -> head(DagCbor.SIMPLE, DagCbor.NULL);
      case Boolean truth -> head(DagCbor.SIMPLE, truth ? DagCbor.TRUE : DagCbor.FALSE);
      case Long number -> number(number);
      case String text -> bytes(DagCbor.TEXT, utf8(text));
      case byte[] bytes -> bytes(DagCbor.BYTES, bytes);
      case Cid cid -> link(cid);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default ->
          throw new IllegalArgumentException("No place in dag-cbor for a " + value.getClass());
    }
    return this;
  }

  private void number(long number) {
    if (number >= 0) {
      head(DagCbor.UNSIGNED, number);
    } else {
      head(DagCbor.NEGATIVE, ~number);
    }
  }

  private void link(Cid cid) {
    head(DagCbor.TAG, DagCbor.LINK);
    byte[] binary = cid.bytes();
    head(DagCbor.BYTES, binary.length + 1L);
    // The zero stands for "binary" among the ways to write a CID.
    out.write(0);
    out.writeBytes(binary);
  }

  private void list(List<?> list) {
    head(DagCbor.LIST, list.size());
    list.forEach(this::value);
  }

  private void map(Map<?, ?> map) {
    Map<byte[], @Nullable Object> sorted = new TreeMap<>(KEY_ORDER);
    for (Map.Entry<?, ?> member : map.entrySet()) {
      if (!(member.getKey() instanceof String key)) {
        throw new IllegalArgumentException("Keys in dag-cbor are text");
      }
      sorted.put(utf8(key), member.getValue());
    }
    head(DagCbor.MAP, sorted.size());
    sorted.forEach(
        (key, value) -> {
          bytes(DagCbor.TEXT, key);
          value(value);
        });
  }

  private void bytes(int major, byte[] bytes) {
    head(major, bytes.length);
    out.writeBytes(bytes);
  }

  private void head(int major, long argument) {
    if (argument < 24) {
      out.write(major << 5 | (int) argument);
      return;
    }
    int power = argument <= 0xff ? 0 : argument <= 0xffff ? 1 : argument <= 0xffff_ffffL ? 2 : 3;
    out.write(major << 5 | 24 + power);
    int length = 1 << power;
    byte[] whole = ByteBuffer.allocate(Long.BYTES).putLong(argument).array();
    out.write(whole, Long.BYTES - length, length);
  }

  private static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("Text with half a surrogate pair", e);
    }
  }
}
