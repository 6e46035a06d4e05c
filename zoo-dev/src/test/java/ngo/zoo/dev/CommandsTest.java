package ngo.zoo.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandsTest {
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
}
