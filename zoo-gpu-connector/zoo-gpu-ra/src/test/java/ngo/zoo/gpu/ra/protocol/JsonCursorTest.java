package ngo.zoo.gpu.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.util.Random;
import ngo.zoo.shared.JsonOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {
  @Test
  void membersAreReadAndOthersSteppedOver() throws IOException {
    JsonCursor json =
        new JsonCursor(
            " {\"a\":{\"x\":[1,{\"]\":\"}\"}]},\"b\" : \"t\\\"\", \"c\":-1.5e3,\"d\":7} ");
    json.enterObject();
    assertThat(json.member()).isEqualTo("a");
    json.skip();
    assertThat(json.member()).isEqualTo("b");
    assertThat(json.textOrEmpty()).isEqualTo("t\"");
    assertThat(json.member()).isEqualTo("c");
    assertThat(json.raw()).isEqualTo("-1.5e3");
    assertThat(json.member()).isEqualTo("d");
    assertThat(json.wholeOrMinusOne()).isEqualTo(7);
    assertThat(json.member()).isNull();
    assertThat(json.atEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":\"x",
        "{\"a\":\"x\\",
        "{\"a\":[1,",
        "nope",
        "{]}"
      })
  void whatIsCutShortIsNoJson(String text) {
    assertThatThrownBy(() -> readThrough(text)).isInstanceOf(IOException.class);
  }

  @Test
  void depthHasAnEnd() {
    assertThatThrownBy(() -> new JsonCursor("[".repeat(1000)).skip())
        .isInstanceOf(IOException.class);
  }

  /** Any text written by one is read the same by the other and by the platform's own reader. */
  @Test
  void textsSurviveWritingAndReading() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      String text = text(random);
      String written = new JsonOut().open('{').member("t", text).close('}').toString();
      JsonObject other = Json.createReader(new StringReader(written)).readObject();
      assertThat(other.getString("t")).isEqualTo(text);
      JsonCursor json = new JsonCursor(other.toString());
      json.enterObject();
      json.member();
      assertThat(json.textOrEmpty()).isEqualTo(text);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0xd000)));
    }
    return text.toString();
  }

  private static void readThrough(String text) throws IOException {
    JsonCursor json = new JsonCursor(text);
    json.enterObject();
    while (json.member() != null) {
      json.skip();
    }
  }
}
