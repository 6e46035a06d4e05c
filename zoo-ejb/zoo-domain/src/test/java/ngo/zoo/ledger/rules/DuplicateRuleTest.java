package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateRuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When the loop ends, stop. | when a LOOP ends - stop!",
        "When two fail, don't retry. | When 2 fail, do not retry",
        "When it can't run, wait. | When it cannot run, wait."
      })
  void wordingThatOnlyLooksDifferentIsTheSame(String one, String other) {
    assertThat(DuplicateRule.same(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When the sign shows otter, rotate. | When the sign shows fox, rotate.",
        "When it fails, retry. | When it fails, do not retry.",
        "When x > 3, stop. | When x < 3, stop.",
        "When x is -1, stop. | When x is 1, stop.",
        "When x is 1.5, stop. | When x is 15, stop.",
        "When a precedes b, swap. | When b precedes a, swap.",
        "When two fail, retry. | When three fail, retry."
      })
  void anotherWordNegationNumberOrOrderIsAnother(String one, String other) {
    assertThat(DuplicateRule.same(one, other)).isFalse();
  }
}
