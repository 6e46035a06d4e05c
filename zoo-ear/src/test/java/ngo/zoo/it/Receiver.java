package ngo.zoo.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A partner's server that webhooks are sent to; answers with the status it is told to. */
final class Receiver implements AutoCloseable {
  /** What arrived. */
  record Call(String id, String timestamp, String signature, String body) {}

  private final HttpServer server;
  private final AtomicInteger status = new AtomicInteger(204);
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      // Before the call is seen: whoever sees it may tell another one.
      int code = status.get();
      calls.add(
          new Call(
              header(exchange, "webhook-id"),
              header(exchange, "webhook-timestamp"),
              header(exchange, "webhook-signature"),
              body));
      byte[] answer = "seen".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, code == 204 ? -1 : answer.length);
      if (code != 204) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  void answerWith(int code) {
    status.set(code);
  }

  List<Call> of(String type) {
    return calls.stream().filter(it -> it.body().contains("\"type\":\"" + type + "\"")).toList();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks?from=zoo";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
