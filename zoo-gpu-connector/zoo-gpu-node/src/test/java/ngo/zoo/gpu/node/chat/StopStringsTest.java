package ngo.zoo.gpu.node.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopStringsTest {

  @Test
  void passesEverythingOnWithoutStops() {
    StopStrings stops = new StopStrings(List.of());
    assertThat(stops.take("Rotate")).isEqualTo("Rotate");
    assertThat(stops.rest()).isEmpty();
  }

  @Test
  void holdsBackWhatMightBecomeAStop() {
    StopStrings stops = new StopStrings(List.of("7 2"));
    assertThat(stops.take("0 7")).isEqualTo("0 ");
    assertThat(stops.take(" 3")).isEqualTo("7 3");
    assertThat(stops.met()).isFalse();
  }

  @Test
  void cutsBeforeTheFirstStop() {
    StopStrings stops = new StopStrings(List.of(" 4", "7 2"));
    assertThat(stops.take("0 7") + stops.take(" 2") + stops.take(" 4")).isEqualTo("0 ");
    assertThat(stops.met()).isTrue();
    assertThat(stops.rest()).isEmpty();
  }

  @Test
  void givesBackAtTheEndWhatWasHeld() {
    StopStrings stops = new StopStrings(List.of("..."));
    assertThat(stops.take("end.")).isEqualTo("end");
    assertThat(stops.rest()).isEqualTo(".");
  }
}
