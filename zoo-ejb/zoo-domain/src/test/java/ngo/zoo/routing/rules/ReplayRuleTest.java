package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ngo.zoo.routing.rules.ReplayRule.Verdict;
import org.junit.jupiter.api.Test;

class ReplayRuleTest {
  @Test
  void theSameTextMatchesWhateverTheNode() {
    Verdict verdict = ReplayRule.compare("0 7 2 4.", "0 7 2 4.", true);
    assertThat(verdict.match()).isTrue();
    assertThat(verdict.divergesAt()).isNull();
    assertThat(verdict.tokens()).isEqualTo(4);
    assertThat(ReplayRule.compare("0 7  2 4.\n", "0 7 2 4.", true).match()).isTrue();
  }

  @Test
  void aDeterministicNodeMayNotDifferAtAll() {
    Verdict verdict = ReplayRule.compare("a b c d e f g h", "a b c d e f g x", true);
    assertThat(verdict.match()).isFalse();
    assertThat(verdict.divergesAt()).isEqualTo(7);
    assertThat(verdict.reason()).contains("token 7");
  }

  @Test
  void anotherNodeMayPartAfterTheFirstHalf() {
    assertThat(ReplayRule.compare("a b c d", "a b x y", false).match()).isTrue();
    assertThat(ReplayRule.compare("a b c d", "a x c d", false).match()).isFalse();
    assertThat(ReplayRule.compare("a b", "a b c d e", false).match()).isFalse();
    assertThat(ReplayRule.compare("", "a", false).match()).isFalse();
  }
}
