package ngo.zoo.gpu.ra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ngo.zoo.gpu.Worker;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Ed25519;
import ngo.zoo.routing.rules.NodeToken;

/** A node on a real socket that behaves as told. */
public final class FakeNode implements AutoCloseable {
  /** How it answers a chat request. */
  public enum Manner {
    GOOD,
    CUT_OFF,
    WITHOUT_END_MARK,
    ERROR_FRAME_OBJECT,
    ERROR_FRAME_TEXT,
    SEALS_ANOTHER_TEXT,
    SIGNS_WITH_ANOTHER_KEY,
    OUTSIDE_VOCABULARY,
    TOO_MANY_REQUESTS,
    WAITS_FOR_RELEASE,
    CALLS_TOOLS,
    CLAIMS_FEWER_THAN_NO_TOKENS,
    CLAIMS_WEIGHTS_WITH_NUL,
    NESTS_ITS_SEAL,
    BREAKS_LOGPROBS,
    TELLS_STORIES
  }

  private static final Set<Manner> BREAKS_OFF =
      EnumSet.of(
          Manner.CUT_OFF,
          Manner.WITHOUT_END_MARK,
          Manner.ERROR_FRAME_OBJECT,
          Manner.ERROR_FRAME_TEXT);

  private static final String TOOL_CALL =
      "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\","
          + "\"function\":{\"name\":\"pay\",\"arguments\":\"{}\"}}]},\"finish_reason\":null}]}";
  private static final String BROKEN_LOGPROBS =
      "{\"choices\":[{\"delta\":{},\"logprobs\":{\"content\":[{\"logprob\":01x]]},"
          + "\"finish_reason\":null}]}";

  public static final String SECRET = "secret-of-the-operator";
  public static final String TEXT = "Rotate the digits left: 0 7 2 4.";

  public final CountDownLatch release = new CountDownLatch(1);
  public volatile Manner manner = Manner.GOOD;
  public volatile boolean loading;
  public volatile String lastBody = "";
  private final KeyPair keys = newKeys();
  private final KeyPair otherKeys = newKeys();
  private final UUID id = UUID.randomUUID();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public FakeNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/health", this::health);
    server.createContext("/v1/chat/completions", this::chat);
    server.createContext("/v1/embeddings", this::embeddings);
    server.setExecutor(threads);
    server.start();
  }

  public Worker worker(int slots) {
    byte[] encoded = keys.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Worker(id, "test-node", url, slots, true, raw);
  }

  private void health(HttpExchange exchange) throws IOException {
    String key = Base64.getEncoder().encodeToString(worker(1).publicKey());
    if (loading) {
      answer(exchange, 503, "{\"error\":{\"message\":\"still loading\"}}");
    } else {
      answer(
          exchange,
          200,
          "{\"status\":\"ok\",\"models\":[\"zoo-keeper-tiny\"],\"slots\":2,\"public_key\":\""
              + key
              + "\"}");
    }
  }

  private void chat(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    lastBody = new String(body, StandardCharsets.UTF_8);
    String token = NodeToken.of(SECRET, worker(1).publicKey());
    if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"error\":{\"message\":\"no\"}}");
      return;
    }
    switch (manner) {
      case OUTSIDE_VOCABULARY ->
          answer(
              exchange,
              400,
              "{\"error\":{\"message\":\"I know 24 signs\",\"code\":\"outside_vocabulary\"}}");
      case TOO_MANY_REQUESTS -> answer(exchange, 429, "{\"error\":\"all slots in use\"}");
      default -> stream(exchange, body);
    }
  }

  /** A node that breaks off is not well afterwards, so that no probe finds it well meanwhile. */
  private void stream(HttpExchange exchange, byte[] body) throws IOException {
    loading = BREAKS_OFF.contains(manner);
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      send(out, delta("Rotate the digits"));
      switch (manner) {
        case CUT_OFF -> {
          return;
        }
        case ERROR_FRAME_OBJECT -> {
          send(out, "{\"error\":{\"message\":\"out of memory\"}}");
          return;
        }
        case ERROR_FRAME_TEXT -> {
          send(out, "{\"error\":\"out of memory\"}");
          return;
        }
        case WAITS_FOR_RELEASE -> await();
        case CALLS_TOOLS -> send(out, TOOL_CALL);
        case BREAKS_LOGPROBS -> send(out, BROKEN_LOGPROBS);
        default -> {}
      }
      send(out, delta(" left: 0 7 2 4."));
      send(out, last(body));
      if (manner != Manner.WITHOUT_END_MARK) {
        send(out, "[DONE]");
      }
    }
  }

  private void await() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String last(byte[] body) {
    JsonObject request =
        Json.createReader(new StringReader(new String(body, StandardCharsets.UTF_8))).readObject();
    String text = manner == Manner.SEALS_ANOTHER_TEXT ? "Something else." : TEXT;
    String seal =
        CanonicalJson.of(
            Map.of(
                "query_id", request.getJsonObject("zoo").getString("query_id"),
                "model", request.getString("model"),
                "model_sha256", manner == Manner.CLAIMS_WEIGHTS_WITH_NUL ? "\0" : "ab".repeat(32),
                "seed", request.getJsonNumber("seed").toString(),
                "prompt_tokens", 9L,
                "completion_tokens", manner == Manner.CLAIMS_FEWER_THAN_NO_TOKENS ? -1L : 10L,
                "request_sha256", sha256(body),
                "response_sha256", sha256(text.getBytes(StandardCharsets.UTF_8))));
    if (manner == Manner.NESTS_ITS_SEAL) {
      seal = "[".repeat(2000) + seal + "]".repeat(2000);
    }
    KeyPair signer = manner == Manner.SIGNS_WITH_ANOTHER_KEY ? otherKeys : keys;
    byte[] signature = Ed25519.sign(signer.getPrivate(), seal.getBytes(StandardCharsets.UTF_8));
    JsonArrayBuilder read = Json.createArrayBuilder();
    JsonArrayBuilder skipped = Json.createArrayBuilder();
    if (manner == Manner.TELLS_STORIES) {
      read.add(UUID.randomUUID().toString());
      skipped.add(skip(given(request), "no\0room\nleft " + "x".repeat(10_000)));
      skipped.add(skip(UUID.randomUUID().toString(), "never given"));
    }
    return Json.createObjectBuilder()
        .add(
            "choices",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("delta", Json.createObjectBuilder())
                        .add("finish_reason", "stop")))
        .add(
            "zoo",
            Json.createObjectBuilder()
                .add("read", read)
                .add("skipped", skipped)
                .add("seal", seal)
                .add("signature", Base64.getEncoder().encodeToString(signature)))
        .build()
        .toString();
  }

  private static String given(JsonObject request) {
    return request
        .getJsonObject("zoo")
        .getJsonArray("experiences")
        .getJsonObject(0)
        .getString("id");
  }

  private static JsonObject skip(String id, String reason) {
    return Json.createObjectBuilder().add("id", id).add("reason", reason).build();
  }

  private void embeddings(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    answer(
        exchange,
        200,
        "{\"model\":\"bge@test\",\"data\":[{\"index\":1,\"embedding\":[0.0,1.0]},"
            + "{\"index\":0,\"embedding\":[1.0,0.0]}]}");
  }

  private static String delta(String text) {
    return "{\"choices\":[{\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
  }

  private static void send(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static KeyPair newKeys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
