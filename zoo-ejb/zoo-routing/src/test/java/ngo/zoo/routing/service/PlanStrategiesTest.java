package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Strategy;
import org.junit.jupiter.api.Test;

class PlanStrategiesTest {
  private static final UUID ACME = new UUID(0, 1);

  @Test
  void aPlanNamesItsStrategyAsARequestDoes() {
    assertThat(PlanStrategies.named(Map.of(ACME, "round-robin")))
        .isEqualTo(Map.of(ACME, Strategy.ROUND_ROBIN));
    assertThat(PlanStrategies.named(Map.of(ACME, "by-moonlight"))).isEmpty();
  }

  @Test
  void aRequestsOwnStrategyHolds() {
    QuestionOptions usual = QuestionOptions.NONE.chosenBy(Strategy.CHEAPEST);
    assertThat(usual.strategy()).isEqualTo(Strategy.CHEAPEST);
    assertThat(usual.chosenBy(Strategy.ROUND_ROBIN)).isEqualTo(usual);
  }
}
