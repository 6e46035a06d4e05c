package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.Set;
import ngo.zoo.gpu.Delta;
import ngo.zoo.gpu.GpuConnection.TextListener;
import org.jspecify.annotations.Nullable;

/**
 * An answer as its chunks add up to it. It is complete only with a finish reason, the node's zoo
 * block and the end mark; anything less is a broken stream, whatever text came before.
 */
final class StreamedAnswer {
  private static final String END = "[DONE]";
  private static final Set<String> FINISHED = Set.of("stop", "length");

  private final StringBuilder text = new StringBuilder();
  private final TextListener listener;
  private String finishReason = "";
  private JsonObject zoo = JsonValue.EMPTY_JSON_OBJECT;

  StreamedAnswer(TextListener listener) {
    this.listener = listener;
  }

  /** Reads to the end mark. */
  void readFrom(ServerSentEvents events) throws IOException {
    for (String data = events.next(); !END.equals(data); data = events.next()) {
      take(data);
    }
    if (!FINISHED.contains(finishReason) || zoo.isEmpty()) {
      throw new IOException("ended its answer without finish reason or seal");
    }
  }

  private void take(@Nullable String data) throws IOException {
    if (data == null) {
      throw new IOException("ended its stream before the answer was complete");
    }
    JsonObject chunk = JsonText.object(data);
    if (chunk.containsKey("error")) {
      throw new IOException("broke off its answer: " + NodeError.of(chunk).message());
    }
    if (chunk.get("zoo") instanceof JsonObject found) {
      zoo = found;
    }
    if (chunk.get("choices") instanceof JsonArray choices
        && !choices.isEmpty()
        && choices.get(0) instanceof JsonObject choice) {
      take(choice);
    }
  }

  private void take(JsonObject choice) {
    String piece = JsonText.text(JsonText.member(choice, "delta"), "content");
    if (!piece.isEmpty()) {
      text.append(piece);
      listener.onDelta(Delta.of(piece));
    }
    String finished = JsonText.text(choice, "finish_reason");
    finishReason = finished.isEmpty() ? finishReason : finished;
  }

  String text() {
    return text.toString();
  }

  String finishReason() {
    return finishReason;
  }

  JsonObject zoo() {
    return zoo;
  }
}
