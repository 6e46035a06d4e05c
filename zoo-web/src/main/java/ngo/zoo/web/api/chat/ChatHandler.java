package ngo.zoo.web.api.chat;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import ngo.zoo.web.api.Exchanges;
import ngo.zoo.web.api.RequestIds;
import ngo.zoo.web.api.idempotency.IdempotencyFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers chat completions of callers with a bearer credential before the servlet container and
 * JAX-RS, which together cost more than all else that is done for a question here. Requests of
 * browser sessions and with an Idempotency-Key, and those that are none, go on to {@link
 * ChatResource}: it does the same, step by step, and describes it.
 */
final class ChatHandler implements HttpHandler {
  private static final String PATH = "/v1/chat/completions";
  private static final HttpString IDEMPOTENCY = new HttpString(IdempotencyFilter.HEADER);

  private final ClassLoader loader;
  private volatile @Nullable ChatAnswers answers;

  /**
   * @param loader the application's: this is called in threads of the server
   */
  ChatHandler(ClassLoader loader) {
    this.loader = loader;
  }

  static boolean isFor(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    String type = headers.getFirst(Headers.CONTENT_TYPE);
    return exchange.getRelativePath().equals(PATH)
        && exchange.getRequestMethod().equals(Methods.POST)
        && type != null
        && (type.equals("application/json") || type.startsWith("application/json;"))
        && headers.contains(Headers.AUTHORIZATION)
        && !headers.contains(IDEMPOTENCY)
        && !headers.contains(Headers.EXPECT);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.dispatch(this::answer);
  }

  private void answer(HttpServerExchange exchange) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader servers = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      RequestIds.begin(exchange);
      SlowReaders.watch(exchange);
      exchange.startBlocking();
      Exchanges.before(exchange, answers()::answer);
    } finally {
      RequestIds.end();
      thread.setContextClassLoader(servers);
    }
  }

  private ChatAnswers answers() {
    ChatAnswers found = answers;
    if (found == null) {
      found = CDI.current().select(ChatAnswers.class).get();
      answers = found;
    }
    return found;
  }
}
