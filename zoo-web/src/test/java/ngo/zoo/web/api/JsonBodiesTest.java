package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodiesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "5",
        "{} {}",
        "{\"domain\": ",
        "{\"other\": {",
        "{\"other\": [1, ",
        "{\"domain\": \"a\", \"other\": {\"deep\": {}",
        "{\"domain\": \"a\\u0000b\"}",
        "{\"domain\": \"a\\\\\\u0000b\"}"
      })
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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

  /** Without end or too deep: neither may cost a thread. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"other\":", "{\"domain\":", "{\"other\":["})
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatIsNestedWithoutEndIsRefused(String opening) {
    assertThatThrownBy(() -> read(opening.repeat(50_000))).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"text\": 5} | text | must be a text",
        "{\"text\": [\"x\"]} | text | must be a text",
        "{\"confidence_bp\": \"high\"} | confidence_bp | must be a whole number",
        "{\"confidence_bp\": \"9000\"} | confidence_bp | must be a whole number",
        "{\"confidence_bp\": 1.5} | confidence_bp | must be a whole number",
        "{\"confidence_bp\": 99999999999} | confidence_bp | must be a whole number",
        "{\"confidence_bp\": 1e999999999} | confidence_bp | must be a whole number",
        "{\"confidence_bp\": 1e-999999999} | confidence_bp | must be a whole number",
        "{\"confidence_bp\": true} | confidence_bp | must be a whole number",
        "{\"examples\": \"x\"} | examples | must be an array",
        "{\"examples\": [{}, 5]} | examples[1] | must be an object",
        "{\"examples\": [{\"input\": {}}]} | examples[0].input | must be a text"
      })
  void aFieldOfAnotherKindIsNamed(String body, String field, String words) {
    assertThatThrownBy(() -> read(ExperienceResource.Submission.class, body))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("field-unreadable");
              assertThat(refusal.fields()).containsOnlyKeys(field);
              assertThat(refusal.getMessage()).contains(words);
            });
  }

  @Test
  void noArrayHoldsNull() {
    assertThatThrownBy(
            () -> read(ExperienceResource.Submission.class, "{\"examples\": [{}, null]}"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("field-missing");
              assertThat(refusal.fields()).containsOnlyKeys("examples[1]");
            });
  }

  @Test
  void aBodyIsReadAsItsRecord() {
    assertThat(
            read(
                ExperienceResource.Submission.class,
                "{\"text\": \"a\", \"confidence_bp\": 9e3, \"other\": {\"x\": [1]},"
                    + " \"examples\": [{\"input\": \"i\", \"output\": \"o\"}]}"))
        .isEqualTo(
            new ExperienceResource.Submission(
                null, "a", 9000, List.of(new SubmitExperience.Example("i", "o"))));
  }

  private static Object read(Class<?> type, String body) {
    return JsonBodies.read(type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Object read(String body) {
    return JsonBodies.read(ExperienceResource.Draft.class, body.getBytes(StandardCharsets.UTF_8));
  }
}
