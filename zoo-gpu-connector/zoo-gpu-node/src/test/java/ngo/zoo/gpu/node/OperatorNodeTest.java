package ngo.zoo.gpu.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import ngo.zoo.gpu.node.embedding.Embedder;
import ngo.zoo.log.Ed25519;
import org.junit.jupiter.api.Test;

/** Embeddings over a real socket, and the signed call for earnings. */
class OperatorNodeTest {

  private static final Models NOTHING = new Models(Optional.empty(), Optional.empty());

  @Test
  void embedsTextsInOrder() throws Exception {
    try (Embedder embedder = Embedder.shipped();
        NodeFixture node =
            new NodeFixture(
                new Models(Optional.empty(), Optional.of(embedder)), Optional.empty())) {
      HttpResponse<String> response =
          node.post("/v1/embeddings", "{\"model\":\"embeddings\",\"input\":[\"one\",\"two\"]}");
      JsonObject answer = NodeFixture.json(response);
      assertThat(answer.getString("model")).isEqualTo(embedder.embedderId());
      JsonArray data = answer.getJsonArray("data");
      assertThat(data).hasSize(2);
      assertThat(data.getJsonObject(1).getInt("index")).isEqualTo(1);
      JsonArray second = data.getJsonObject(1).getJsonArray("embedding");
      float[] expected = embedder.embed("two").vector();
      assertThat(second).hasSize(384);
      assertThat((float) second.getJsonNumber(0).doubleValue()).isEqualTo(expected[0]);
      assertThat(node.post("/v1/embeddings", "{\"input\":[]}").statusCode()).isEqualTo(400);
      assertThat(node.post("/v1/chat/completions", "{}").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void fetchesItsEarningsByASignedCall() throws Exception {
    AtomicReference<String> publicKey = new AtomicReference<>("");
    HttpServer operator = operator(publicKey);
    URI url = URI.create("http://127.0.0.1:" + operator.getAddress().getPort());
    try (NodeFixture node = new NodeFixture(NOTHING, Optional.of(url))) {
      publicKey.set(node.key().publicKey());
      HttpResponse<String> response = node.get("/earnings");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(NodeFixture.json(response).getInt("total")).isEqualTo(3);
    } finally {
      operator.stop(0);
    }
  }

  @Test
  void saysWhyThereAreNoEarnings() throws Exception {
    try (NodeFixture alone = new NodeFixture(NOTHING, Optional.empty());
        NodeFixture lost =
            new NodeFixture(NOTHING, Optional.of(URI.create("http://127.0.0.1:1")))) {
      assertThat(alone.get("/earnings").statusCode()).isEqualTo(503);
      assertThat(alone.get("/earnings").body()).contains("--operator-url");
      assertThat(lost.get("/earnings").statusCode()).isEqualTo(503);
      assertThat(lost.get("/earnings").body()).contains("cannot be reached");
    }
  }

  private static HttpServer operator(AtomicReference<String> publicKey) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/nodes",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/api/v1/nodes/n2/earnings")) {
            boolean signed = isSigned(exchange, publicKey.get());
            reply(exchange, signed ? 200 : 401, "{\"items\":[],\"total\":3}");
          } else {
            reply(
                exchange,
                200,
                "{\"items\":[{\"id\":\"n1\",\"public_key\":\"other\"},"
                    + "{\"id\":\"n2\",\"public_key\":\""
                    + publicKey.get()
                    + "\"}]}");
          }
        });
    server.start();
    return server;
  }

  private static boolean isSigned(HttpExchange exchange, String publicKey) {
    String time = exchange.getRequestHeaders().getFirst("X-Zoo-Time");
    String signed = "GET\n/api/v1/nodes/n2/earnings\n" + time;
    return exchange.getRequestHeaders().getFirst("X-Zoo-Node").equals("n2")
        && Ed25519.verify(
            Base64.getDecoder().decode(publicKey),
            signed.getBytes(StandardCharsets.UTF_8),
            Base64.getDecoder().decode(exchange.getRequestHeaders().getFirst("X-Zoo-Signature")));
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
