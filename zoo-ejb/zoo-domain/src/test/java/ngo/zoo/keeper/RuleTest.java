package ngo.zoo.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {

  @ParameterizedTest
  @CsvSource({
    "REVERSE, 2 7 0 4",
    "ROTATE_LEFT, 0 7 2 4",
    "ROTATE_RIGHT, 2 4 0 7",
    "ADD_ONE, 5 1 8 3",
    "SUBTRACT_ONE, 3 9 6 1",
    "COMPLEMENT, 5 9 2 7",
    "SWAP_ENDS, 2 0 7 4",
    "SWAP_HALVES, 7 2 4 0"
  })
  void changesTheDigits(Rule rule, String expected) {
    assertThat(rule.apply(new Digits(4, 0, 7, 2)).text()).isEqualTo(expected);
  }

  @Test
  void carriesNothingFromNine() {
    assertThat(Rule.ADD_ONE.apply(new Digits(9, 9, 0, 9))).isEqualTo(new Digits(0, 0, 1, 0));
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsPhrase(Rule rule) {
    assertThat(Rule.ofPhrase("  " + rule.capitalised().replace(" ", "  "))).contains(rule);
  }

  @Test
  void refusesWhatIsNoDigit() {
    assertThatThrownBy(() -> new Digits(1, 2, 3, 10)).isInstanceOf(IllegalArgumentException.class);
  }
}
