package ngo.zoo.web.api.chat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import ngo.zoo.web.api.idempotency.RecordedStream;

/**
 * Server-sent events (WHATWG HTML, section 9.2) to one client. A client that goes away is noticed
 * when events are sent on and written to no more.
 */
final class EventStream {
  private static final String DONE = "[DONE]";

  private final OutputStream out;
  private boolean begun;
  private boolean waiting;
  private volatile boolean gone;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /** One data line carries the whole object: line breaks between its members count for nothing. */
  void send(String json) {
    frame(json.replace('\n', ' ').replace('\r', ' '));
  }

  void done() {
    frame(DONE);
    flush();
  }

  /** Whether the client has got a status and can only be told of a failure by an event. */
  boolean begun() {
    return begun;
  }

  /** Whether the client has gone away. */
  boolean gone() {
    return gone || out instanceof RecordedStream recorded && recorded.isLeft();
  }

  private void frame(String data) {
    begun = true;
    waiting = true;
    if (gone) {
      return;
    }
    try {
      out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      gone = true;
    }
  }

  /** Sends on what was written: no event waits for another one that is not there yet. */
  void flush() {
    if (gone || !waiting) {
      return;
    }
    waiting = false;
    try {
      out.flush();
    } catch (IOException e) {
      gone = true;
    }
  }
}
