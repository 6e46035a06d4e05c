package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodiesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"domain\": ",
        "{\"domain\": \"a\\u0000b\"}",
        "{\"domain\": \"a\\\\\\u0000b\"}"
      })
  void whatCannotBeReadOrKeptIsRefused(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("body-unreadable"));
  }

  /** An escaped backslash before u0000 is six characters and no NUL. */
  @Test
  void aTextAboutTheEscapeIsNone() {
    assertThat(read("{\"domain\": \"x\", \"text\": \"\\\\u0000\"}"))
        .isEqualTo(new ExperienceResource.Draft("x", "\\u0000"));
  }

  private static Object read(String body) {
    return JsonBodies.read(ExperienceResource.Draft.class, body.getBytes(StandardCharsets.UTF_8));
  }
}
