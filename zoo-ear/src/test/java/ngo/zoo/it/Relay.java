package ngo.zoo.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a node, as a TLS proxy would. It can hold answers back, and it can do what a
 * dishonest proxy or node would: give the first answer it ever saw to every question.
 */
final class Relay implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger held = new AtomicInteger();
  private final Semaphore released = new Semaphore(0);
  private volatile int port;
  private volatile boolean holding;
  private volatile boolean replaying;
  private volatile byte[] first = {};

  Relay() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::relay);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void to(int nodePort) {
    port = nodePort;
  }

  /** From now on answers wait. */
  void hold() {
    holding = true;
  }

  /** How many answers wait. */
  int held() {
    return held.get();
  }

  void release() {
    holding = false;
    released.release(held.get());
  }

  void replay(boolean on) {
    replaying = on;
  }

  private void relay(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean chat = exchange.getRequestURI().getPath().endsWith("/chat/completions");
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (chat && replaying) {
        reply(exchange, 200, "text/event-stream", first);
        return;
      }
      HttpResponse<byte[]> answer = ask(exchange, body);
      if (chat && first.length == 0) {
        first = answer.body();
      }
      if (chat && holding) {
        held.incrementAndGet();
        boolean in = released.tryAcquire(60, TimeUnit.SECONDS);
        held.decrementAndGet();
        if (!in) {
          return;
        }
      }
      reply(
          exchange,
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse("application/json"),
          answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : new String[] {"Authorization", "Content-Type"}) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void reply(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
