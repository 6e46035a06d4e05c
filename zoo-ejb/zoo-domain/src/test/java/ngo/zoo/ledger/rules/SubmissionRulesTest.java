package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.SubmitExperience.Example;
import org.junit.jupiter.api.Test;

class SubmissionRulesTest {
  private static final String TEXT = "When the sign shows otter, rotate the digits left.";
  private static final Example EXAMPLE = new Example("4 0 7 2", "0 7 2 4");

  @Test
  void aSoundSubmissionHasNoFaults() {
    assertThat(SubmissionRules.faults(of(TEXT, 10_000, List.of(EXAMPLE)), 32)).isEmpty();
  }

  @Test
  void eachFieldIsNamedWithWhatIsWrong() {
    List<Example> examples = List.of(new Example(" ", "b"));

    assertThat(SubmissionRules.faults(of("see https://a.b", 10_001, examples), 32))
        .containsOnlyKeys("text", "confidence_bp", "examples");
    assertThat(SubmissionRules.faults(of(TEXT, -1, Collections.nCopies(9, EXAMPLE)), 32))
        .containsOnlyKeys("confidence_bp", "examples");
  }

  @Test
  void domainsAreLowerCaseWords() {
    assertThat(List.of("keeper.signs", "math", "code-review.java2"))
        .allMatch(SubmissionRules::isDomain);
    assertThat(List.of("", "Keeper", "a..b", "a b", "../x", "1a"))
        .noneMatch(SubmissionRules::isDomain);
  }

  private static SubmitExperience of(String text, int confidence, List<Example> examples) {
    return new SubmitExperience("keeper.signs", text, confidence, examples);
  }
}
