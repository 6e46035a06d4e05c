package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import ngo.zoo.web.api.Bodies.Arrival;
import ngo.zoo.web.api.Bodies.Patient;
import ngo.zoo.web.api.Bodies.TooSlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BodiesTest {
  private static final byte[] BODY = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);

  @Test
  void whatIsThereIsReadWithoutWaiting() throws IOException {
    assertThat(Bodies.read(body(), BODY.length)).isEqualTo(BODY);
    assertThat(new Patient(body(), () -> true, Duration.ZERO).readAllBytes()).isEqualTo(BODY);
  }

  @Test
  void whatComesLaterIsWaitedFor() throws IOException {
    AtomicInteger looks = new AtomicInteger();
    InputStream patient =
        new Patient(body(), () -> looks.incrementAndGet() > 5, Duration.ofSeconds(10));
    assertThat(patient.readAllBytes()).isEqualTo(BODY);
    assertThat(looks.get()).isGreaterThan(5);
  }

  @Test
  void whatTricklesInEndsAfterItsTime() {
    Trickle trickle = new Trickle();
    assertThatThrownBy(() -> new Patient(trickle, trickle, Duration.ofSeconds(1)).readAllBytes())
        .isInstanceOf(TooSlow.class)
        .satisfies(e -> assertThat(Failure.of(e).status()).isEqualTo(408));
    assertThat(trickle.read).isPositive();
    assertThat(trickle.givenUp).isTrue();
  }

  @Test
  void whatNeverComesEndsAfterItsTime() {
    assertThatThrownBy(
            () -> new Patient(body(), () -> false, Duration.ofMillis(400)).readAllBytes())
        .isInstanceOf(TooSlow.class)
        .satisfies(e -> assertThat(Failure.of(e).status()).isEqualTo(408));
  }

  private static InputStream body() {
    return new ByteArrayInputStream(BODY);
  }

  /** A byte at every third look, for ever. */
  private static final class Trickle extends InputStream implements Arrival {
    private int looks;
    private int read;
    private boolean givenUp;

    @Override
    public boolean isThere() {
      return ++looks % 3 == 0;
    }

    @Override
    public void giveUp() {
      givenUp = true;
    }

    @Override
    public int read() {
      read++;
      return ' ';
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      bytes[from] = ' ';
      read++;
      return 1;
    }
  }
}
