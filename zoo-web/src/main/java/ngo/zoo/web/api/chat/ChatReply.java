package ngo.zoo.web.api.chat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.rules.RateState;
import ngo.zoo.web.api.RequestIds;
import org.jspecify.annotations.Nullable;

/**
 * The response of {@link ChatFilter}: the headers and bodies that the filters of JAX-RS would give
 * it.
 */
final class ChatReply {
  private static final OpenAiErrorMapper FAILURES = new OpenAiErrorMapper();

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private @Nullable RateState state;

  ChatReply(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  /** What the caller's rate limit says is told with whatever comes. */
  void limited(RateState found) {
    state = found;
  }

  void whole(String json, Answer answer) throws IOException {
    ZooBlock.headers(response::setHeader, answer);
    send(HttpServletResponse.SC_OK, json);
  }

  /** As what the filters and mappers of JAX-RS make of it; nothing has been sent yet. */
  void failed(Throwable e) throws IOException {
    try (Response failure = FAILURES.toResponse(e)) {
      failure
          .getStringHeaders()
          .forEach((name, values) -> response.setHeader(name, values.getFirst()));
      send(failure.getStatus(), String.valueOf(failure.getEntity()));
    }
  }

  private void send(int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    begin(status, "application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private void begin(int status, String type) {
    response.setStatus(status);
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    ProcessingTimeFilter.tell(response::setHeader, request.getAttribute(RequestIds.BEGUN));
    if (state != null) {
      RateLimitFilter.tell(response::setHeader, state);
    }
  }

  /** Where events go; until the first of them the status is open. */
  OutputStream events() {
    return new Events();
  }

  private final class Events extends OutputStream {
    private @Nullable OutputStream out;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (out == null) {
        begin(HttpServletResponse.SC_OK, "text/event-stream;charset=UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
      }
      out.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      if (out != null) {
        out.flush();
      }
    }
  }
}
