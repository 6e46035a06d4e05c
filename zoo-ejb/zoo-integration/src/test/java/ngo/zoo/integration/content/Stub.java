package ngo.zoo.integration.content;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/** A server on a port of its own that answers as a test needs it. */
abstract class Stub implements AutoCloseable {
  /** Status and body. */
  record Answer(int status, byte[] body) {}

  private final HttpServer server;

  /** What the request that is being answered says who it is from. */
  String authorization = "";

  Stub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  abstract Answer answer(String method, String path, byte[] body);

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      authorization =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
      Answer answer =
          answer(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
