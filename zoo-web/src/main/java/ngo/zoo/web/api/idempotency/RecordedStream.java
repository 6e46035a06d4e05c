package ngo.zoo.web.api.idempotency;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream of events that is sent and recorded. It goes on recording when whoever reads it has
 * left: what was settled by then must be there for the next one who asks with the same key.
 */
public final class RecordedStream extends OutputStream {
  private static final String END = "data: [DONE]\n\n";

  private final OutputStream sender;
  private final ByteArrayOutputStream record = new ByteArrayOutputStream();
  private volatile boolean left;

  RecordedStream(OutputStream sender) {
    this.sender = sender;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    record.write(bytes, from, length);
    unlessLeft(() -> sender.write(bytes, from, length));
  }

  @Override
  public void flush() {
    unlessLeft(sender::flush);
  }

  private interface Sending {
    void send() throws IOException;
  }

  private void unlessLeft(Sending sending) {
    if (!left) {
      try {
        sending.send();
      } catch (IOException e) {
        left = true;
      }
    }
  }

  /** Whether nobody reads any more. */
  public boolean isLeft() {
    return left;
  }

  byte[] recorded() {
    return record.toByteArray();
  }

  /** Whether it ended as a stream ends that brought a whole answer. */
  boolean isAtEnd() {
    byte[] all = record.toByteArray();
    int from = all.length - END.length();
    return from >= 0 && new String(all, from, END.length(), StandardCharsets.UTF_8).equals(END);
  }
}
