package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;

/**
 * A node's error in its own words. OpenAI's {@code error} is an object with message and code; some
 * servers send a bare string.
 */
record NodeError(String code, String message) {
  private static final int LONGEST = 500;

  /** Reads an error body; whatever cannot be read as one is quoted as it is. */
  static NodeError ofBody(String body) {
    try {
      return of(JsonText.object(body));
    } catch (IOException e) {
      return new NodeError("", cut(body.strip()));
    }
  }

  static NodeError of(JsonObject frame) {
    if (frame.get("error") instanceof JsonString words) {
      return new NodeError("", cut(words.getString()));
    }
    JsonObject error = JsonText.member(frame, "error");
    String message = JsonText.text(error, "message");
    return new NodeError(
        JsonText.text(error, "code"), cut(message.isEmpty() ? frame.toString() : message));
  }

  /**
   * What an unwell node says of itself, after the status: only the message of an error object.
   * Everybody may read it, so whatever else answers at that address is not quoted.
   */
  static String ofHealth(int status, String body) {
    try {
      String message = JsonText.text(JsonText.member(JsonText.object(body), "error"), "message");
      return "answers " + status + (message.isEmpty() ? "" : ": " + cut(message));
    } catch (IOException e) {
      return "answers " + status;
    }
  }

  /** What an error status means for whoever asked. */
  WorkerException refusal(int status) {
    return switch (status) {
      case 400, 404, 413, 422 -> new WorkerException(Reason.REFUSED, code, message);
      case 429 -> new WorkerException(Reason.BUSY, code, "The node is busy: " + message);
      case 401, 403 ->
          new WorkerException(
              Reason.UNAVAILABLE, code, "The node does not accept the operator's token");
      default ->
          new WorkerException(
              Reason.UNAVAILABLE, code, "The node answered " + status + ": " + message);
    };
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
