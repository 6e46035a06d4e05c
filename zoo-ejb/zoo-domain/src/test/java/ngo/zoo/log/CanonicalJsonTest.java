package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  @Test
  void ordersKeysByUtf16CodeUnits() {
    // U+1F600 is D83D DE00 in UTF-16 and so stands before U+FB33.
    Map<String, Object> object = new HashMap<>();
    object.put("\ufb33", 1);
    object.put("\ud83d\ude00", 2L);
    object.put("1", true);
    object.put("", null);
    assertThat(CanonicalJson.of(object))
        .isEqualTo("{\"\":null,\"1\":true,\"\ud83d\ude00\":2,\"\ufb33\":1}");
  }

  @Test
  void escapesOnlyWhatItMust() {
    assertThat(CanonicalJson.of(Map.of("s", "\b\t\n\f\r\"\\\u0000\u001f\u007f\u20ac/")))
        .isEqualTo("{\"s\":\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001f\u007f\u20ac/\"}");
  }

  @Test
  void agreesWithASecondImplementation() throws Exception {
    Random random = new Random(20_260_101);
    for (int i = 0; i < 2_000; i++) {
      String ours = CanonicalJson.of(randomObject(random, 3));
      assertThat(new JsonCanonicalizer(ours).getEncodedString()).isEqualTo(ours);
      assertThat(CanonicalJson.of(CanonicalJson.parse(ours))).isEqualTo(ours);
    }
  }

  @Test
  void refusesWhatHasNoCanonicalForm() {
    assertThatThrownBy(() -> CanonicalJson.of(Map.of("n", 0.5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.of(Map.of("n", (1L << 53) + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.of(Map.of("s", "\ud83d")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.of(Map.of("\ude00\ud83d", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsEscapesAndSpace() {
    assertThat(CanonicalJson.parse(" { \"a\\u0041\\n\" : [ 1 , -2, null,true ] } "))
        .isEqualTo(Map.of("aA\n", java.util.Arrays.asList(1L, -2L, null, true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}x",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":1.0}",
        "{\"a\":1e3}",
        "{\"a\":01}",
        "{\"a\":-0}",
        "{\"a\":+1}",
        "{\"a\":9007199254740993}",
        "{\"a\":99999999999999999999}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":nul}",
        "{'a':1}"
      })
  void refusesTextThatTwoParsersCouldReadDifferently(String text) {
    assertThatThrownBy(() -> CanonicalJson.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesBottomlessNesting() {
    assertThatThrownBy(() -> CanonicalJson.parse("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, Object> randomObject(Random random, int depth) {
    Map<String, Object> object = new HashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.put(randomText(random), randomValue(random, depth));
    }
    return object;
  }

  private static Object randomValue(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 5 : 3)) {
      case 0 -> random.nextLong(-CanonicalJson.MAX_NUMBER, CanonicalJson.MAX_NUMBER + 1);
      case 1 -> random.nextBoolean();
      case 2 -> randomText(random);
      case 3 -> randomObject(random, depth - 1);
      default -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(randomValue(random, depth - 1));
        }
        yield list;
      }
    };
  }

  private static String randomText(Random random) {
    return random
        .ints(random.nextInt(8), 0, Character.MAX_CODE_POINT + 1)
        .map(c -> random.nextBoolean() ? c % 128 : c)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
