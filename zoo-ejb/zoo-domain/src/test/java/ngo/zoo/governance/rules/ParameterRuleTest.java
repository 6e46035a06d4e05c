package ngo.zoo.governance.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterRuleTest {
  @ParameterizedTest
  @EnumSource
  void genesisValuesAreAllowed(Parameter parameter) {
    assertThat(ParameterRule.check(parameter, parameter.genesis())).isEqualTo(parameter.genesis());
  }

  @ParameterizedTest
  @CsvSource({
    "VOTING_PERIOD, seven days",
    "VOTING_PERIOD, PT0S",
    "VOTING_PERIOD, -P1D",
    "QUORUM, 10001",
    "QUORUM, -1",
    "QUORUM, 10%",
    "QUORUM, +500",
    "QUORUM, 0500",
    "QUORUM, \u0665\u0660\u0660",
    "APPROVAL, 66.5",
    "PROPOSAL_STAKE, 0",
    "PROPOSAL_STAKE, 0.0000000000000000001",
    "FEE_KEEPER_TINY, -1",
    "FEE_KEEPER_TINY, 1e3",
    "FEE_KEEPER_TINY, 1e999999999",
    "RETRIEVAL_TOP_K, 0",
    "QUALITY_ALPHA, 0",
    "QUALITY_GAMMA, 10001",
    "QUALITY_VOTES, wilson",
    "QUALITY_VOTES, MEAN",
    "PRUNING_GRACE, P14",
    "PRUNING_TARGET, 4999",
    "PRUNING_TARGET, 10001",
  })
  void valuesThatDoNotReadAreRefused(Parameter parameter, String value) {
    assertThatThrownBy(() -> ParameterRule.check(parameter, value))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("parameter-value");
              assertThat(refusal.fields()).containsOnlyKeys("value");
            });
  }

  @Test
  void hashCoversTitleNewlineAndBody() {
    ProposalText text = new ProposalText("Title", "Body");

    assertThat(text.hash()).isEqualTo(ProposalText.sha256("Title\nBody"));
    assertThat(new ProposalText("Title ", " Body\n")).isEqualTo(text);
  }

  @Test
  void textsThatCannotBeShownAreRefused() {
    Map<String, String> texts = Map.of("", "body", "title", "  ", "two\nlines", "body");
    texts.forEach(
        (title, body) ->
            assertThatThrownBy(() -> new ProposalText(title, body)).isInstanceOf(Refusal.class));
  }
}
