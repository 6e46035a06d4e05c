package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpoolTest {
  private final ByteArrayOutputStream reader = new ByteArrayOutputStream();

  @Test
  void nothingIsSentWhileTheSourceIsRead() throws IOException {
    AtomicInteger sentMeanwhile = new AtomicInteger(-1);
    new Spool(
            out -> {
              out.write("a,b\r\n".getBytes(StandardCharsets.UTF_8));
              out.flush();
              sentMeanwhile.set(reader.size());
            })
        .write(reader);

    assertThat(sentMeanwhile).hasValue(0);
    assertThat(reader.toString(StandardCharsets.UTF_8)).isEqualTo("a,b\r\n");
  }

  @Test
  void whatFailsHalfWayIsNotSentInPart() {
    Spool spool =
        new Spool(
            out -> {
              out.write(1);
              throw new IOException("the database went away");
            });

    assertThatThrownBy(() -> spool.write(reader)).hasMessage("the database went away");
    assertThat(reader.size()).isZero();
  }
}
