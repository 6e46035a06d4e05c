package ngo.zoo.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Cid;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A value has one encoding: what is read back and written again is the same bytes. */
class EncodingPropertiesTest {
  private static final long SEED = 20261121;
  private static final String LETTERS = "aZ0 \"\\/\n\u0000\u0007é€ß\u2028\uE000😀𝄞";

  private final Random random = new Random(SEED);

  @Test
  void dagCborReadsBackWhatItWrote() {
    for (int i = 0; i < 2000; i++) {
      Map<String, @Nullable Object> value = map(4, true);
      byte[] bytes = DagCbor.encode(value);
      assertThat(DagCbor.decode(bytes)).usingRecursiveComparison().isEqualTo(value);
      assertThat(DagCbor.encode(DagCbor.decode(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void noOtherBytesReadAsTheSameValue() {
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = DagCbor.encode(map(3, true));
      byte[] other = changed(bytes);
      try {
        assertThat(DagCbor.encode(DagCbor.decode(other))).as("%d", i).isEqualTo(other);
      } catch (IllegalArgumentException refused) {
        assertThat(other).isNotEqualTo(bytes);
      }
    }
  }

  @Test
  void archivesReadBackAndEveryChangedByteIsSeen() {
    for (int i = 0; i < 200; i++) {
      List<Block> blocks = new ArrayList<>();
      for (int n = random.nextInt(6); n >= 0; n--) {
        blocks.add(random.nextBoolean() ? Block.raw(bytes(200)) : Block.dagCbor(map(2, true)));
      }
      Car car = new Car(List.of(blocks.getFirst().cid()), blocks);
      byte[] file = car.bytes();
      assertThat(Car.parse(file)).isEqualTo(car);
      assertThat(Car.parse(file).bytes()).isEqualTo(file);
      byte[] other = changed(file);
      try {
        assertThat(Car.parse(other)).as("%d", i).isNotEqualTo(car);
      } catch (IllegalArgumentException | CorruptBlock seen) {
        assertThat(other).isNotEqualTo(file);
      }
    }
  }

  @Test
  void canonicalJsonIsTheOneTextOfAValue() throws Exception {
    for (int i = 0; i < 2000; i++) {
      Map<String, @Nullable Object> value = map(4, false);
      String text = CanonicalJson.of(value);
      assertThat(CanonicalJson.parse(text)).isEqualTo(value);
      assertThat(CanonicalJson.of(shuffled(value))).isEqualTo(text);
      assertThat(new JsonCanonicalizer(text).getEncodedString()).isEqualTo(text);
    }
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    byte[] other =
        random.nextInt(4) == 0
            ? Arrays.copyOf(bytes, at + (at == bytes.length - 1 ? 2 : 0))
            : bytes.clone();
    if (other.length == bytes.length) {
      other[at] ^= (byte) (1 << random.nextInt(8));
    }
    return other;
  }

  private Map<String, @Nullable Object> shuffled(Map<String, @Nullable Object> map) {
    List<String> keys = new ArrayList<>(map.keySet());
    Collections.shuffle(keys, random);
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    keys.forEach(key -> copy.put(key, map.get(key)));
    return copy;
  }

  private Map<String, @Nullable Object> map(int depth, boolean cbor) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int n = random.nextInt(5); n > 0; n--) {
      map.put(text(), value(depth - 1, cbor));
    }
    return map;
  }

  private @Nullable Object value(int depth, boolean cbor) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> number(cbor);
      case 3 -> text();
      case 4 -> !cbor ? text() : random.nextBoolean() ? bytes(300) : Cid.ofContent(bytes(4));
      case 5 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
          list.add(value(depth - 1, cbor));
        }
        yield list;
      }
      default -> map(depth, cbor);
    };
  }

  /** As many small ones as large ones. */
  private long number(boolean cbor) {
    long number = random.nextLong() >> random.nextInt(64);
    return cbor ? number : number % CanonicalJson.MAX_NUMBER;
  }

  private byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text() {
    int[] letters = LETTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(30); n > 0; n--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
