package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import ngo.zoo.gpu.Delta;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.GpuConnection.TextListener;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;

/**
 * An answer in OpenAI's format, from one body or as the chunks of a stream add up to it. It is
 * complete only when every choice has a finish reason; a stream also needs its end mark, because a
 * connection that breaks looks like an end. Pieces of a stream go to the listener as they come.
 */
final class AnswerParts {
  private static final String END = "[DONE]";

  private final TextListener listener;
  private final List<ChoiceParts> choices = new ArrayList<>();
  private final Extras asked;
  private final boolean mayCall;
  private long promptTokens = -1;
  private long completionTokens = -1;
  private String zoo = "";

  /**
   * @param asked what may come beside text
   * @param mayCall whether tool calls may come
   */
  AnswerParts(TextListener listener, Extras asked, boolean mayCall) {
    this.listener = listener;
    this.asked = asked;
    this.mayCall = mayCall;
  }

  /** Reads a stream to its end mark. */
  void readStream(InputStream stream) throws IOException {
    ServerSentEvents events = new ServerSentEvents(stream, listener::onPause);
    for (String data = events.next(); !END.equals(data); data = events.next()) {
      if (data == null) {
        throw new IOException("ended its stream before the answer was complete");
      }
      read(data, true);
    }
    mustBeComplete();
  }

  /** Reads an answer that came as one body. */
  void readWhole(String body) throws IOException {
    read(body, false);
    mustBeComplete();
    for (ChoiceParts choice : choices) {
      tell(choice.whole());
    }
  }

  private void mustBeComplete() throws IOException {
    if (choices.isEmpty() || !choices.stream().allMatch(ChoiceParts::isFinished)) {
      throw new IOException("ended its answer without a finish reason");
    }
  }

  private void read(String json, boolean streamed) throws IOException {
    JsonCursor cursor = new JsonCursor(json);
    cursor.enterObject();
    for (String name = cursor.member(); name != null; name = cursor.member()) {
      switch (name) {
        case "choices" -> choices(cursor, streamed);
        case "usage" -> usage(cursor);
        case "zoo" -> zoo = cursor.rawOrEmpty();
        case "error" -> failed(cursor.rawOrEmpty());
        default -> cursor.skip();
      }
    }
  }

  /** Some servers send an empty error with each chunk. */
  private static void failed(String error) throws IOException {
    if (!error.isEmpty()) {
      String message = NodeError.ofBody("{\"error\":" + error + "}").message();
      throw new IOException("broke off its answer: " + message);
    }
  }

  private void usage(JsonCursor json) throws IOException {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    json.enterObject();
    for (String name = json.member(); name != null; name = json.member()) {
      switch (name) {
        case "prompt_tokens" -> promptTokens = json.wholeOrMinusOne();
        case "completion_tokens" -> completionTokens = json.wholeOrMinusOne();
        default -> json.skip();
      }
    }
  }

  private void choices(JsonCursor json, boolean streamed) throws IOException {
    if (json.peek() != '[') {
      json.skip();
      return;
    }
    json.enterArray();
    for (int position = 0; json.element(); position++) {
      choice(json, position, streamed);
    }
  }

  private void choice(JsonCursor json, int position, boolean streamed) throws IOException {
    Piece piece = new Piece(position);
    piece.read(json);
    check(piece);
    ChoiceParts parts = parts(piece.index);
    if (!piece.text.isEmpty()) {
      parts.add(piece.text);
    }
    if (!piece.toolCalls.isEmpty()) {
      parts.addToolCalls(piece.toolCalls);
    }
    if (!piece.logprobs.isEmpty()) {
      parts.addLogprobs(piece.logprobs);
    }
    if (streamed) {
      tell(piece.delta());
    }
    parts.finish(piece.finishReason);
  }

  /** What is handed on as JSON must be JSON, and asked for: nobody seals it. */
  private void check(Piece piece) throws IOException {
    if (!piece.toolCalls.isEmpty()) {
      if (!mayCall) {
        throw new IOException("sent tool calls nobody asked for");
      }
      JsonText.check(piece.toolCalls);
    }
    if (!asked.logprobs()) {
      piece.logprobs = "";
    } else if (!piece.logprobs.isEmpty()) {
      JsonText.object(piece.logprobs);
    }
  }

  private void tell(Delta delta) throws IOException {
    if (listener.gone()) {
      throw new IOException(
          new WorkerException(Reason.ABANDONED, "Nobody waits for the answer any more"));
    }
    if (!delta.text().isEmpty()
        || !delta.toolCallsJson().isEmpty()
        || !delta.logprobsJson().isEmpty()) {
      listener.onDelta(delta);
    }
  }

  private ChoiceParts parts(int index) throws IOException {
    if (index < 0 || index >= asked.choices()) {
      throw new IOException("sent a choice nobody asked for");
    }
    while (choices.size() <= index) {
      choices.add(new ChoiceParts(choices.size()));
    }
    return choices.get(index);
  }

  List<ChoiceParts> choices() {
    return choices;
  }

  ChoiceParts first() {
    return choices.getFirst();
  }

  /** As the backend states them; -1 when it states none. */
  long promptTokens() {
    return promptTokens;
  }

  long completionTokens() {
    return completionTokens;
  }

  /** The zoo block of a Zoo node as it stands; empty for none. */
  String zoo() {
    return zoo;
  }

  /** One element of {@code choices}: of a chunk, with a delta, or of a body, with a message. */
  private static final class Piece {
    private int index;
    private String text = "";
    private String toolCalls = "";
    private String logprobs = "";
    private String finishReason = "";

    Piece(int position) {
      index = position;
    }

    void read(JsonCursor json) throws IOException {
      json.enterObject();
      for (String name = json.member(); name != null; name = json.member()) {
        switch (name) {
          case "index" -> index = (int) Math.min(json.wholeOrMinusOne(), Integer.MAX_VALUE);
          case "delta", "message" -> message(json);
          case "logprobs" -> logprobs = json.rawOrEmpty();
          case "finish_reason" -> finishReason = json.textOrEmpty();
          default -> json.skip();
        }
      }
    }

    private void message(JsonCursor json) throws IOException {
      if (json.peek() != '{') {
        json.skip();
        return;
      }
      json.enterObject();
      for (String name = json.member(); name != null; name = json.member()) {
        switch (name) {
          case "content" -> text = json.textOrEmpty();
          case "tool_calls" -> toolCalls = calls(json.rawOrEmpty());
          default -> json.skip();
        }
      }
    }

    /** TGI streams one call without the array around it; some servers send an empty array. */
    private static String calls(String raw) {
      return raw.startsWith("{") ? "[" + raw + "]" : raw.equals("[]") ? "" : raw;
    }

    Delta delta() {
      return new Delta(index, text, toolCalls, logprobs);
    }
  }
}
