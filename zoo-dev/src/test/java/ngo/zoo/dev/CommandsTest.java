package ngo.zoo.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final Set<String> PARTS = Set.of("wildfly", "chain", "gpu-node");

  @Test
  void stepsOfTheClockBecomeIsoPeriods() {
    assertThat(Commands.isoPeriod("+7d")).isEqualTo("P7D");
    assertThat(Commands.isoPeriod("+1h")).isEqualTo("PT1H");
    assertThat(Commands.isoPeriod("+90m")).isEqualTo("PT90M");
  }

  @Test
  void anythingElseIsRefused() {
    for (String wrong : new String[] {"7d", "+7", "+7w", "-1h", "+1.5h", ""}) {
      assertThatThrownBy(() -> Commands.isoPeriod(wrong)).isInstanceOf(PartFailure.class);
    }
  }

  @Test
  void partsThatExistCanBeLeftOut() {
    assertThat(Commands.without(List.of(), PARTS)).isEmpty();
    assertThat(Commands.without(List.of("--without", "chain,gpu-node"), PARTS))
        .containsExactly("chain", "gpu-node");
  }

  @Test
  void aMisspeltPartOrOptionIsRefused() {
    for (String wrong : new String[] {"--without", "--without chian", "--wihtout chain", "chain"}) {
      assertThatThrownBy(() -> Commands.without(List.of(wrong.split(" ")), PARTS))
          .isInstanceOf(PartFailure.class);
    }
  }
}
