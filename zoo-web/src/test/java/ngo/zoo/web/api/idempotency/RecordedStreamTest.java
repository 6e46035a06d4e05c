package ngo.zoo.web.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordedStreamTest {
  @Test
  void whatIsSentIsRecordedAndWholeOnceTheEndMarkCame() throws IOException {
    ByteArrayOutputStream sender = new ByteArrayOutputStream();
    RecordedStream stream = new RecordedStream(sender);
    stream.write(bytes("data: {\"text\":\"[DONE]\"}\n\n"));
    assertThat(stream.isAtEnd()).isFalse();
    stream.write(bytes("data: [DONE]\n\n"));
    assertThat(stream.isAtEnd()).isTrue();
    assertThat(stream.recorded()).isEqualTo(sender.toByteArray());
    assertThat(stream.isLeft()).isFalse();
  }

  @Test
  void itGoesOnRecordingForWhoHasLeft() throws IOException {
    RecordedStream stream =
        new RecordedStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            });
    stream.write(bytes("data: {}\n\n"));
    stream.flush();
    assertThat(stream.isLeft()).isTrue();
    stream.write(bytes("data: [DONE]\n\n"));
    assertThat(stream.isAtEnd()).isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
