package ngo.zoo.web.api.chat;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.rules.RateState;
import org.jspecify.annotations.Nullable;

/**
 * The response of {@link ChatHandler}: the headers and bodies that undertow-handlers.conf and the
 * filters of JAX-RS would give it.
 */
final class ChatReply {
  private static final OpenAiErrorMapper FAILURES = new OpenAiErrorMapper();

  private final HttpServerExchange exchange;
  private final HeaderMap headers;
  private final long begun = System.nanoTime();
  private @Nullable RateState state;

  ChatReply(HttpServerExchange exchange) {
    this.exchange = exchange;
    this.headers = exchange.getResponseHeaders();
  }

  /** What the caller's rate limit says is told with whatever comes. */
  void limited(RateState found) {
    state = found;
  }

  void whole(String json, Answer answer) throws IOException {
    ZooBlock.headers(this::header, answer);
    send(StatusCodes.OK, json);
  }

  /** As what the filters and mappers of JAX-RS make of it; nothing has been sent yet. */
  void failed(Throwable e) throws IOException {
    try (Response failure = FAILURES.toResponse(e)) {
      failure.getStringHeaders().forEach((name, values) -> header(name, values.getFirst()));
      send(failure.getStatus(), String.valueOf(failure.getEntity()));
    }
  }

  private void send(int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    begin(status, "application/json");
    exchange.setResponseContentLength(body.length);
    exchange.getOutputStream().write(body);
  }

  private void begin(int status, String type) {
    exchange.setStatusCode(status);
    headers.put(Headers.CONTENT_TYPE, type);
    headers.put(Headers.CACHE_CONTROL, "no-store");
    headers.put(Headers.X_CONTENT_TYPE_OPTIONS, "nosniff");
    headers.put(Headers.REFERRER_POLICY, "same-origin");
    headers.put(
        Headers.CONTENT_SECURITY_POLICY,
        "frame-ancestors 'none'; object-src 'none'; base-uri 'self'");
    ProcessingTimeFilter.tell(this::header, begun);
    if (state != null) {
      RateLimitFilter.tell(this::header, state);
    }
  }

  private void header(String name, String value) {
    headers.put(HttpString.tryFromString(name), value);
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
        begin(StatusCodes.OK, "text/event-stream;charset=UTF-8");
        header("X-Accel-Buffering", "no");
        out = exchange.getOutputStream();
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
