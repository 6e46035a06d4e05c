package ngo.zoo.gpu.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventsTest {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void eventsAreReadWhateverEndsALineAndHoweverTheyArrive(String end) throws IOException {
    String stream =
        String.join(
            end,
            ": ping",
            "",
            "data: one é",
            "",
            "event: x",
            "id: 7",
            "data:two",
            "data: lines",
            "",
            "error: {\"message\":\"m\"}",
            "",
            "data: cut short");
    assertThat(read(stream))
        .containsExactly("one é", "two\nlines", "{\"error\":{\"message\":\"m\"}}");
  }

  @Test
  void itSaysWhenItWaitsAndThatBeforeEachWait() throws IOException {
    List<String> arrivals =
        List.of("data: 1\n\ndata: 2\n\nda", "ta: 3\r\n\r\n: ping\n\n", "data: 4\n", "\n");
    InputStream stream =
        new InputStream() {
          private int next;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            if (next == arrivals.size()) {
              return -1;
            }
            byte[] one = arrivals.get(next++).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(one, 0, buffer, offset, one.length);
            return one.length;
          }
        };
    List<String> seen = new ArrayList<>();
    ServerSentEvents events = new ServerSentEvents(stream, () -> seen.add("waits"));
    for (String data = events.next(); data != null; data = events.next()) {
      seen.add(data);
    }
    assertThat(seen)
        .containsExactly("waits", "1", "2", "waits", "3", "waits", "waits", "4", "waits");
  }

  private static List<String> read(String stream) throws IOException {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    InputStream dribbling =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1));
          }
        };
    ServerSentEvents events = new ServerSentEvents(dribbling, () -> {});
    List<String> read = new ArrayList<>();
    for (String data = events.next(); data != null; data = events.next()) {
      read.add(data);
    }
    return read;
  }
}
