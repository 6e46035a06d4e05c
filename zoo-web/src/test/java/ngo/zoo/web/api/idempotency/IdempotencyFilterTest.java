package ngo.zoo.web.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyFilterTest {
  @Test
  void aKeyIsAStringInQuotesOrWithoutThem() {
    assertThat(IdempotencyFilter.key("\"8e03978e-40d5\"")).isEqualTo("8e03978e-40d5");
    assertThat(IdempotencyFilter.key(" 8e03978e-40d5 ")).isEqualTo("8e03978e-40d5");
    assertThat(IdempotencyFilter.key("\"a b\"")).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "\"open", "a\"b", "a b", "ä", "a\tb"})
  void otherTextsAreRefused(String header) {
    assertThatThrownBy(() -> IdempotencyFilter.key(header))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo("idempotency-key-invalid"));
  }

  @Test
  void aKeyHasAtMost255Letters() {
    assertThat(IdempotencyFilter.key("k".repeat(255))).hasSize(255);
    assertThatThrownBy(() -> IdempotencyFilter.key("k".repeat(256))).isInstanceOf(Refusal.class);
  }

  @Test
  void whatWasRefusedBeforeAnyWorkKeepsTheKeyUsable() {
    assertThat(Work.nothingDone(503)).isTrue();
    assertThat(Work.nothingDone(201)).isFalse();
    assertThat(Work.nothingDone(400)).isFalse();
    assertThat(Work.nothingDone(500)).isFalse();
  }
}
