package ngo.zoo.web.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The exchange that this thread answers, in the servlet container or before it. */
public final class Exchanges {
  /** What is done for an exchange. */
  @FunctionalInterface
  public interface Work {
    void run(HttpServerExchange exchange) throws IOException;
  }

  private static final ThreadLocal<@Nullable HttpServerExchange> BEFORE = new ThreadLocal<>();

  private Exchanges() {}

  /** Null in a thread that answers none. */
  public static @Nullable HttpServerExchange current() {
    HttpServerExchange before = BEFORE.get();
    if (before != null) {
      return before;
    }
    ServletRequestContext context = ServletRequestContext.current();
    return context == null ? null : context.getExchange();
  }

  /** Works for an exchange that the servlet container does not see. */
  public static void before(HttpServerExchange exchange, Work work) throws IOException {
    BEFORE.set(exchange);
    try {
      work.run(exchange);
    } finally {
      BEFORE.remove();
    }
  }
}
