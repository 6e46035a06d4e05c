package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.time.Duration;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;

/**
 * A backend's error in its own words. OpenAI's {@code error} is an object with message and code;
 * TGI sends a bare string beside {@code error_type}, older vLLM the object's members without the
 * object, FastAPI's own refusals a {@code detail}.
 */
record NodeError(String code, String message) {
  private static final int LONGEST = 500;
  private static final int DEEPEST = 8;

  /** Reads an error body; whatever cannot be read as one is quoted as it is. */
  static NodeError ofBody(String body) {
    try {
      NodeError found = new Reader().read(body);
      return found.message.isEmpty() ? new NodeError(found.code, cut(body.strip())) : found;
    } catch (IOException e) {
      return new NodeError("", cut(body.strip()));
    }
  }

  /**
   * What an unwell node says of itself, after the status: only the message of an error. Everybody
   * may read it, so whatever else answers at that address is not quoted.
   */
  static String ofHealth(int status, String body) {
    try {
      String message = new Reader().read(body).message;
      return "answers " + status + (message.isEmpty() ? "" : ": " + message);
    } catch (IOException e) {
      return "answers " + status;
    }
  }

  /**
   * What an error status means for whoever asked: what another backend of the kind would refuse too
   * is refused; what may pass is busy; all else is a failure, of the server or at this request. A
   * refused credential is never quoted, because some servers quote it back.
   *
   * @param retryAfter what the backend asks for, zero for nothing
   */
  WorkerException refusal(int status, Duration retryAfter) {
    return switch (status) {
      case 400, 404, 413, 422 -> new WorkerException(Reason.REFUSED, code, message);
      case 429, 529 ->
          new WorkerException(Reason.BUSY, code, "The node is busy: " + message, retryAfter);
      case 401, 403 ->
          new WorkerException(
              Reason.UNAVAILABLE, code, "The node does not accept the operator's token");
      case 502, 503, 504 -> unavailable(status, retryAfter);
      default ->
          new WorkerException(
              status >= 300 && status < 400 ? Reason.UNAVAILABLE : Reason.FAILED,
              code,
              "The node answered " + status + ": " + message,
              retryAfter);
    };
  }

  private WorkerException unavailable(int status, Duration retryAfter) {
    return status == 503 && isOverloaded()
        ? new WorkerException(Reason.BUSY, code, "The node is busy: " + message, retryAfter)
        : new WorkerException(
            Reason.UNAVAILABLE, code, "The node answered " + status + ": " + message, retryAfter);
  }

  /** Ollama says with 503 what others say with 429: its queue is full. */
  private boolean isOverloaded() {
    return message.contains("busy") || message.contains("overloaded");
  }

  private static String cut(String text) {
    return JsonText.line(text, LONGEST);
  }

  /** Collects the members that matter, wherever they stand. */
  private static final class Reader {
    private String code = "";
    private String type = "";
    private String message = "";
    private int depth;

    NodeError read(String body) throws IOException {
      members(new JsonCursor(body));
      return new NodeError(code.isEmpty() ? type : code, cut(message));
    }

    private void members(JsonCursor json) throws IOException {
      json.enterObject();
      for (String name = json.member(); name != null; name = json.member()) {
        switch (name) {
          case "error", "detail" -> error(json);
          case "message" -> message = json.textOrEmpty();
          case "code" -> code = unquoted(json.rawOrEmpty());
          case "type", "error_type" -> type = json.textOrEmpty();
          default -> json.skip();
        }
      }
    }

    private void error(JsonCursor json) throws IOException {
      switch (json.peek()) {
        case '{' -> {
          if (++depth > DEEPEST) {
            throw new IOException("nests its error too deeply");
          }
          members(json);
        }
        case '"' -> message = json.textOrEmpty();
        default -> message = json.rawOrEmpty();
      }
    }

    private static String unquoted(String raw) {
      return raw.startsWith("\"") ? raw.substring(1, raw.length() - 1) : raw;
    }
  }
}
