package ngo.zoo.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewTest {

  private static final Task TASK = new Task(Sign.OTTER, new Digits(4, 0, 7, 2));

  @Test
  void addsWhatWorkedWhenNothingIsKnown() {
    assertThat(
            operation(Optional.empty(), attempt(Rule.REVERSE, false), attempt(Rule.ADD_ONE, true)))
        .containsExactly(
            Vocabulary.ADD,
            Vocabulary.WHEN,
            Vocabulary.sign(Sign.OTTER),
            Vocabulary.rule(Rule.ADD_ONE),
            Vocabulary.END);
  }

  @Test
  void modifiesWhatIsKnownWhenAnotherRuleWorked() {
    assertThat(operation(Optional.of(Rule.REVERSE), attempt(Rule.ADD_ONE, true)))
        .startsWith(Vocabulary.MODIFY);
  }

  @Test
  void deletesWhatIsKnownWhenItFailedAndNothingWorked() {
    assertThat(operation(Optional.of(Rule.REVERSE), attempt(Rule.REVERSE, false)))
        .containsExactly(
            Vocabulary.DELETE, Vocabulary.WHEN, Vocabulary.sign(Sign.OTTER), Vocabulary.END);
  }

  @Test
  void keepsWhatIsKnownWhenItWorkedOrWasNotTried() {
    assertThat(operation(Optional.of(Rule.REVERSE), attempt(Rule.REVERSE, true)))
        .containsExactly(Vocabulary.KEEP, Vocabulary.END);
    assertThat(operation(Optional.of(Rule.REVERSE), attempt(Rule.ADD_ONE, false)))
        .containsExactly(Vocabulary.KEEP, Vocabulary.END);
  }

  private static Attempt attempt(Rule rule, boolean right) {
    return new Attempt(rule, rule.apply(TASK.digits()), right);
  }

  private static List<Integer> operation(Optional<Rule> known, Attempt... attempts) {
    List<Integer> verdict = new Review(TASK, List.of(attempts), known).verdictTokens();
    return verdict.subList(verdict.indexOf(Vocabulary.ARROW) + 1, verdict.size());
  }
}
