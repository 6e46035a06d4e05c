package ngo.zoo.web.api.chat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.QueryView;
import ngo.zoo.routing.service.QueuedQueries;
import ngo.zoo.shared.Caller;
import ngo.zoo.web.api.Names;
import org.jspecify.annotations.Nullable;

/**
 * Follows one query. The id of an event is how many characters of text were told by then, so that a
 * client that lost the connection goes on where it was, even after the answer is complete.
 *
 * @param from characters the client has
 */
record QueryEvents(QueuedQueries queries, Caller caller, UUID id, int from)
    implements StreamingOutput {
  static final String END = "end";

  /** Proxies close connections on which nothing happens. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Then the client connects anew; a thread is not held for ever. */
  private static final int MOST_WAITS = 40;

  /** Zero for what is not an id of ours. */
  static int from(@Nullable String lastEventId) {
    return lastEventId != null && lastEventId.matches("[0-9]{1,9}")
        ? Integer.parseInt(lastEventId)
        : 0;
  }

  @Override
  public void write(OutputStream out) {
    try {
      follow(out);
    } catch (IOException gone) {
      // The client went away; what it asked for goes on.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(OutputStream out) throws IOException, InterruptedException {
    int told = from;
    for (int waits = 0; waits < MOST_WAITS; ) {
      Optional<String> more = queries.follow(id, told, PATIENCE);
      if (more.isEmpty()) {
        end(out, told);
        return;
      }
      told += more.get().length();
      if (more.get().isEmpty()) {
        waits++;
        send(out, ": still at it\n\n");
      } else {
        text(out, told, more.get());
      }
    }
  }

  private void end(OutputStream out, int told) throws IOException {
    QueryView query = queries.one(caller, id);
    Answer answer = query.answer();
    if (answer != null && answer.text().length() > told) {
      text(out, answer.text().length(), answer.text().substring(told));
    }
    event(out, Names.of(query.status()), END, QueryJson.of(query));
  }

  private static void text(OutputStream out, int told, String text) throws IOException {
    event(
        out, "text", Integer.toString(told), Json.createObjectBuilder().add("text", text).build());
  }

  private static void event(OutputStream out, String name, String id, JsonObject data)
      throws IOException {
    send(out, "event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n");
  }

  private static void send(OutputStream out, String frame) throws IOException {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    SlowReaders.taking(
        bytes.length,
        () -> {
          out.write(bytes);
          out.flush();
        });
  }
}
