package ngo.zoo.integration.personhood;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A provider on a socket of this machine: real HTTP, answers by a function of the request. */
final class ProviderStub implements AutoCloseable {
  /** What was asked. */
  record Asked(String method, String target, String contentType, String body) {
    JsonObject json() {
      return parse(body);
    }
  }

  /** What is answered. */
  record Reply(int status, String body) {
    static Reply json(int status, Object body) {
      return new Reply(status, body.toString());
    }
  }

  final List<Asked> asked = new ArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private Function<Asked, Reply> answers = it -> new Reply(500, "{}");
  private boolean silent;

  ProviderStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void answers(Function<Asked, Reply> function) {
    answers = function;
  }

  /** Sends headers and the beginning of a body, then nothing more. */
  void fallsSilent() {
    silent = true;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      asked.add(request);
      Reply reply = answers.apply(request);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), silent ? body.length + 10 : body.length);
      exchange.getResponseBody().write(body);
      if (silent) {
        exchange.getResponseBody().flush();
        awaitClosing();
      }
    }
  }

  private void awaitClosing() {
    try {
      boolean closed = closing.await(30, TimeUnit.SECONDS);
      assert closed : "the test did not close the stub";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static JsonObject parse(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
