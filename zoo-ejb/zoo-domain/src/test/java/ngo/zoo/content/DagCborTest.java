package ngo.zoo.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ngo.zoo.log.Cid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DagCborTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void namesABlockAsOthersDo() {
    assertThat(Block.dagCbor(Map.of("hello", "world")).cid().text())
        .isEqualTo("bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae");
  }

  /** Whole numbers of RFC 8949, appendix A. */
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "23, 17",
    "24, 1818",
    "255, 18ff",
    "256, 190100",
    "1000000, 1a000f4240",
    "1000000000000, 1b000000e8d4a51000",
    "9223372036854775807, 1b7fffffffffffffff",
    "-1, 20",
    "-100, 3863",
    "-1000, 3903e7",
    "-9223372036854775808, 3b7fffffffffffffff"
  })
  void numbers(long number, String hex) {
    assertThat(DagCbor.encode(number)).isEqualTo(HEX.parseHex(hex));
    assertThat(DagCbor.decode(HEX.parseHex(hex))).isEqualTo(number);
  }

  @Test
  void sortsKeysByLengthThenBytewise() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bb", 1L);
    map.put("c", true);
    map.put("aaa", List.of());
    map.put("ba", new byte[] {1});
    assertThat(DagCbor.encode(map))
        .isEqualTo(HEX.parseHex("a46163f562626141016262620163616161" + "80"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "1817", // not the shortest
        "190017",
        "1a00000017",
        "1b0000000000000017",
        "1bffffffffffffffff", // beyond 63 bits
        "5f4101ff", // of indefinite length
        "9f01ff",
        "1c", // reserved
        "f7", // undefined
        "f97e00", // a number that is none
        "fb3ff8000000000000", // a fraction
        "c100", // a tag other than a link
        "d82a4100", // a link to nothing
        "d82a6161", // a link in text
        "61ff", // not UTF-8
        "62c328",
        "a2616201616101", // keys out of order
        "a2616101616102", // a key twice
        "a10101", // a key that is no text
        "4201", // too short
        "820101" + "01", // something behind
        "9bffffffffffffffff",
        "9a7fffffff",
        "5a7fffffff"
      })
  void refusesEveryOtherEncoding(String hex) {
    assertThatThrownBy(() -> DagCbor.decode(HEX.parseHex(hex)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNestingWithoutEnd() {
    byte[] nested = HEX.parseHex("81".repeat(5000) + "00");
    assertThatThrownBy(() -> DagCbor.decode(nested)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesValuesWithoutAPlace() {
    for (Object value : List.of(1.5, 1, 'a', Map.of(1L, 1L), "\ud83d")) {
      assertThatThrownBy(() -> DagCbor.encode(value))
          .as(value.getClass().toString())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void readsWhatItWroteAndOnlyThat() {
    Random random = new Random(20261121);
    for (int i = 0; i < 2_000; i++) {
      Object value = List.of(value(random, 0));
      byte[] encoded = DagCbor.encode(value);
      Object read = DagCbor.decode(encoded);
      assertThat(same(read, value)).as(HEX.formatHex(encoded)).isTrue();
      assertThat(DagCbor.encode(read)).isEqualTo(encoded);
      encoded[random.nextInt(encoded.length)] ^= (byte) (1 << random.nextInt(8));
      assertOneEncoding(encoded);
    }
  }

  /** Whatever can be read is written back as the same bytes. */
  private static void assertOneEncoding(byte[] bytes) {
    Object read;
    try {
      read = DagCbor.decode(bytes);
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertThat(DagCbor.encode(read)).isEqualTo(bytes);
  }

  /** Equal all through; arrays by what is in them. */
  private static boolean same(Object one, Object other) {
    return switch (one) {
      case byte[] bytes -> other instanceof byte[] others && Arrays.equals(bytes, others);
      case List<?> list ->
          other instanceof List<?> others
              && list.size() == others.size()
              && IntStream.range(0, list.size()).allMatch(i -> same(list.get(i), others.get(i)));
      case Map<?, ?> map ->
          other instanceof Map<?, ?> others
              && map.size() == others.size()
              && map.entrySet().stream()
                  .allMatch(
                      entry ->
                          others.entrySet().stream()
                              .anyMatch(
                                  it ->
                                      it.getKey().equals(entry.getKey())
                                          && same(it.getValue(), entry.getValue())));
      default -> one.equals(other);
    };
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> random.nextLong() >> random.nextInt(64);
      case 1 -> random.nextBoolean();
      case 2 -> "ü\uD83E\uDDA6x".repeat(random.nextInt(20));
      case 3 -> new byte[random.nextInt(300)];
      case 4 -> Cid.ofDigest(bytes(random, 32));
      case 5 -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
          list.add(value(random, depth + 1));
        }
        yield list;
      }
      default -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
          map.put("k".repeat(random.nextInt(4)) + random.nextInt(9), value(random, depth + 1));
        }
        yield map;
      }
    };
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
