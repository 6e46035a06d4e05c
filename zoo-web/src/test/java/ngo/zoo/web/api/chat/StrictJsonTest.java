package ngo.zoo.web.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "}",
        "[]",
        "null",
        "\"text\"",
        "model=m&messages=x",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":2}}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\ud800x",
        "\uFEFF{}"
      })
  void junkIsRefused(String body) {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> StrictJson.object(body.getBytes(StandardCharsets.UTF_8)));
    assertThat(refusal).as(body).isNotNull();
    assertThat(refusal.code()).isEqualTo("invalid-json");
  }

  @Test
  void aNumberOfThousandsOfDigitsIsRefused() {
    String body = "{\"a\":" + "1".repeat(5_000) + "}";
    assertThatThrownBy(() -> StrictJson.object(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("digits");
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThatThrownBy(() -> StrictJson.object("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE)))
        .isInstanceOf(Refusal.class);
    byte[] half = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> StrictJson.object(half)).isInstanceOf(Refusal.class);
  }

  @Test
  void nestingIsRefusedBeforeItIsRead() {
    String fits = "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}";
    assertThat(StrictJson.object(fits.getBytes(StandardCharsets.UTF_8))).hasSize(1);
    String deep = "{\"a\":" + "[".repeat(2_000_000);
    assertThatThrownBy(() -> StrictJson.object(deep.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("nested");
  }

  @Test
  void bracketsAndEscapesInTextsAreText() {
    String body = "{\"a\":\"" + "[{".repeat(99) + "\\\\u0000 \\\" \\u0041\",\"b\":\"ü\"}";
    assertThat(StrictJson.object(body.getBytes(StandardCharsets.UTF_8)).getString("a"))
        .endsWith("\\u0000 \" A");
  }
}
