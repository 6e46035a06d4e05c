package ngo.zoo.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorldTest {

  @Test
  void standardUsesEveryRuleForThreeSigns() {
    Map<Rule, Long> uses =
        Arrays.stream(Sign.values())
            .collect(Collectors.groupingBy(World.standard()::rule, Collectors.counting()));
    assertThat(uses).hasSize(8).allSatisfy((rule, count) -> assertThat(count).isEqualTo(3));
  }

  @Test
  void standardTurnsTheOtterLeft() {
    assertThat(World.standard().fact(Sign.OTTER).sentence())
        .isEqualTo("When the sign shows otter, rotate the digits left.");
  }

  @Test
  void isDrawnAlikeFromTheSameSeed() {
    assertThat(World.drawn(new Random(3))).isEqualTo(World.drawn(new Random(3)));
    assertThat(World.drawn(new Random(3))).isNotEqualTo(World.drawn(new Random(4)));
  }

  @Test
  void refusesASignWithoutRule() {
    assertThatThrownBy(() -> new World(Map.of(Sign.OTTER, Rule.REVERSE)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
