package ngo.zoo.web.api.chat;

import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.Headers;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import ngo.zoo.web.api.Exchanges;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * Hangs up on who does not take a reply, because its thread would wait as long as its reader likes.
 * While an answer is streamed the connector watches the asker; this is for what is written once the
 * node is done: answers in one piece and the ends of streams. Small ones fit into the socket's
 * buffer, so nobody waits for them.
 */
public class SlowReaders extends HttpFilter {
  /** What is written. */
  @FunctionalInterface
  interface Piece {
    void write() throws IOException;
  }

  private static final long serialVersionUID = 1;
  private static final int SMALL = 16 << 10;
  private static final int MEBIBYTE = 1 << 20;

  /** As many mebibytes is a body taken for that does not tell its length. */
  private static final int UNTOLD = 4;

  /** Until when, by {@link System#nanoTime}; looked through once a second, not by a timer each. */
  private static final Map<HttpServerExchange, Long> TAKING = new ConcurrentHashMap<>();

  /** For a mebibyte; one value for the whole server, and zero before it is known. */
  private static volatile long seconds;

  @Inject
  @ConfigProperty(name = "zoo.http.reader-seconds", defaultValue = "30")
  private long configured;

  @Resource private transient ManagedScheduledExecutorService scheduler;
  private transient @Nullable ScheduledFuture<?> sweeping;

  @Override
  public void init() {
    seconds = configured;
    sweeping = scheduler.scheduleWithFixedDelay(SlowReaders::hangUp, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    watch(ServletRequestContext.requireCurrent().getExchange());
    chain.doFilter(request, response);
  }

  static void watch(HttpServerExchange exchange) {
    exchange.addResponseCommitListener(SlowReaders::onCommit);
  }

  private static void onCommit(HttpServerExchange exchange) {
    String type = exchange.getResponseHeaders().getFirst(Headers.CONTENT_TYPE);
    long length = exchange.getResponseContentLength();
    boolean stream = type != null && type.startsWith("text/event-stream");
    if (!stream && (length < 0 || length > SMALL)) {
      limit(exchange, seconds * (length < 0 ? UNTOLD : 1 + length / MEBIBYTE));
    }
  }

  /** Writes a piece of a stream that nobody else watches, of so many bytes. */
  static void taking(int bytes, Piece piece) throws IOException {
    HttpServerExchange exchange = Exchanges.current();
    if (exchange == null) {
      piece.write();
      return;
    }
    TAKING.put(exchange, after(seconds * (1 + bytes / MEBIBYTE)));
    try {
      piece.write();
    } finally {
      TAKING.remove(exchange);
    }
  }

  /** The last piece of a stream is written: no more than the end of it is left to take. */
  static void ending() {
    HttpServerExchange exchange = Exchanges.current();
    if (exchange != null) {
      limit(exchange, seconds);
    }
  }

  private static void limit(HttpServerExchange exchange, long seconds) {
    TAKING.put(exchange, after(seconds));
    exchange.addExchangeCompleteListener(
        (done, next) -> {
          TAKING.remove(done);
          next.proceed();
        });
  }

  private static long after(long seconds) {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  private static void hangUp() {
    long now = System.nanoTime();
    TAKING.forEach(
        (exchange, end) -> {
          if (now - end > 0) {
            IoUtils.safeClose(exchange.getConnection());
          }
        });
  }

  @Override
  public void destroy() {
    ScheduledFuture<?> begun = sweeping;
    if (begun != null) {
      begun.cancel(false);
    }
  }
}
