package ngo.zoo.gpu.node.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's HTTP server on virtual threads: finds the route, checks the token, words refusals. */
public final class Server implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Supplier<String> token;
  private final List<Route> routes;

  /**
   * Begins to listen; port 0 takes any free one.
   *
   * @param token what a caller must present; empty as long as the node has none
   */
  public Server(String host, int port, Supplier<String> token, List<Route> routes)
      throws IOException {
    this.token = token;
    this.routes = List.copyOf(routes);
    server = HttpServer.create(new InetSocketAddress(host, port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    // Not a resource of the inner try: it would be closed before a refusal is written.
    try (exchange) {
      answer(exchange, new Request(exchange));
    }
  }

  private void answer(HttpExchange exchange, Request request) throws IOException {
    try {
      route(exchange).handler().handle(request);
    } catch (ApiError e) {
      refuse(exchange, request, e);
    } catch (IOException e) {
      LOG.debug("The client went away: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} failed", exchange.getRequestURI().getPath(), e);
      refuse(exchange, request, ApiError.internal());
    }
  }

  private Route route(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    List<Route> here = routes.stream().filter(route -> route.path().equals(path)).toList();
    if (here.stream().noneMatch(Route::open)) {
      requireToken(exchange.getRequestHeaders().getFirst("Authorization"));
    }
    if (here.isEmpty()) {
      throw ApiError.notFound("unknown_path", "This node has no " + path);
    }
    return here.stream()
        .filter(route -> route.method().equals(exchange.getRequestMethod()))
        .findFirst()
        .orElseThrow(() -> ApiError.method(here.getFirst().method()));
  }

  private void requireToken(@Nullable String authorization) {
    String own = token.get();
    if (own.isEmpty()) {
      throw ApiError.unavailable("joining", "The operator has not taken this node yet");
    }
    byte[] wanted = ("Bearer " + own).getBytes(StandardCharsets.UTF_8);
    byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(wanted, given)) {
      throw ApiError.unauthenticated();
    }
  }

  private static void refuse(HttpExchange exchange, Request request, ApiError error)
      throws IOException {
    if (exchange.getResponseCode() != -1) {
      return; // The answer has begun; closing the connection tells the client that it broke off.
    }
    if (error.status() == 401) {
      request.header("WWW-Authenticate", "Bearer");
    }
    if (error.status() == 429) {
      request.header("Retry-After", "1");
    }
    request.reply(error.status(), error.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
