package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.util.Set;
import ngo.zoo.gpu.Choice;
import ngo.zoo.gpu.Delta;

/** One choice as its pieces add up to it. */
final class ChoiceParts {
  private static final Set<String> FINISHED =
      Set.of("stop", "length", "tool_calls", "content_filter");

  private final int index;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder logprobs = new StringBuilder();
  private final ToolCalls calls = new ToolCalls();
  private String finishReason = "";
  private int pieces;

  ChoiceParts(int index) {
    this.index = index;
  }

  void add(String piece) {
    text.append(piece);
    pieces++;
  }

  void addLogprobs(String json) throws IOException {
    JsonCursor cursor = new JsonCursor(json);
    cursor.enterObject();
    for (String name = cursor.member(); name != null; name = cursor.member()) {
      if (name.equals("content") && cursor.peek() == '[') {
        addTokens(cursor);
      } else {
        cursor.skip();
      }
    }
  }

  private void addTokens(JsonCursor cursor) throws IOException {
    cursor.enterArray();
    while (cursor.element()) {
      logprobs.append(logprobs.isEmpty() ? "" : ",").append(cursor.raw());
    }
  }

  void addToolCalls(String json) throws IOException {
    calls.read(json);
  }

  /**
   * Why it ended, in OpenAI's words whatever the server's.
   *
   * @throws IOException when the backend gave up, which some say with a finish reason only
   */
  void finish(String reason) throws IOException {
    finishReason =
        switch (reason) {
          case "" -> finishReason;
          case "eos_token", "stop_sequence", "eos" -> "stop";
          case "function_call" -> "tool_calls";
          default -> reason;
        };
    if (!finishReason.isEmpty() && !FINISHED.contains(finishReason)) {
      throw new IOException("broke off its answer: " + finishReason);
    }
  }

  boolean isFinished() {
    return !finishReason.isEmpty();
  }

  /** How many pieces of text came; a server sends a token or more in each. */
  int pieces() {
    return pieces;
  }

  String text() {
    return text.toString();
  }

  int length() {
    return text.length();
  }

  Choice choice() {
    return new Choice(index, text(), finishReason, calls.json(false), logprobsJson());
  }

  /** All of it as one piece of a stream. */
  Delta whole() {
    return new Delta(index, text(), calls.json(true), logprobsJson());
  }

  private String logprobsJson() {
    return logprobs.isEmpty() ? "" : "{\"content\":[" + logprobs + "]}";
  }
}
