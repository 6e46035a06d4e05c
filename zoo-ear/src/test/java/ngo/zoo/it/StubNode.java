package ngo.zoo.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.Sha256;

/**
 * A provider's node on a socket that speaks the node protocol (docs/node-protocol.md), signs with a
 * key of its own and behaves as told.
 */
final class StubNode implements AutoCloseable {
  /** How it answers. */
  enum Manner {
    GOOD,
    /** Honest, and at the near tie it takes the other token. */
    OTHERWISE,
    /** Each piece after a while. */
    SLOW,
    /** Its process is gone in the middle of the answer. */
    DIES,
    /** Says nothing until it is released. */
    HANGS,
    /** Seals another model than it was asked for. */
    OTHER_MODEL,
    /** Seals what it was asked for and answers with a smaller model. */
    LIES,
    /** Honest tokens, and log-probabilities that are not theirs. */
    CLAIMS_FALSELY,
    /** What it hands over is signed by another node. */
    OTHERS_SIGNATURE,
    /** Its own seal, of the answer before. */
    REPLAYS_A_SEAL,
    /** Refuses with the words of a question it cannot read. */
    REFUSES
  }

  private static final long BETWEEN_PIECES = TimeUnit.MILLISECONDS.toNanos(4);

  final String name;
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger checked = new AtomicInteger();
  volatile Manner manner = Manner.GOOD;

  /** As the registry knows it; empty until it is registered. */
  volatile String id = "";

  /** Fails whatever another node answered. */
  volatile boolean accuses;

  /** Finds whatever another node answered to be as claimed, without a look. */
  volatile boolean believes;

  /** Engine, device and precision, as it seals them. */
  volatile String backend = "stub/cpu/float32";

  private final String model;

  private final PrivateKey key = Ed25519.newKey();
  private final PrivateKey others = Ed25519.newKey();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int port;
  private volatile CountDownLatch release = new CountDownLatch(1);
  private volatile HttpServer server;
  private volatile JsonObject lastSeal = Json.createObjectBuilder().build();

  StubNode(String name, String model) throws IOException {
    this.name = name;
    this.model = model;
    server = start(0);
    port = server.getAddress().getPort();
  }

  private HttpServer start(int at) throws IOException {
    HttpServer fresh =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
    fresh.createContext("/health", this::health);
    fresh.createContext("/v1/chat/completions", this::chat);
    fresh.createContext("/v1/verify", this::verify);
    fresh.setExecutor(threads);
    fresh.start();
    return fresh;
  }

  /** As after a crash: the same key at the same address. */
  void restart() {
    manner = Manner.GOOD;
    try {
      server = start(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void release() {
    release.countDown();
    release = new CountDownLatch(1);
  }

  /** What {@code POST /api/v1/nodes} takes. */
  JsonObject registration(String ownerId, int slots) {
    return Json.createObjectBuilder()
        .add("name", name)
        .add("role", "provider")
        .add("owner_id", ownerId)
        .add("url", "http://127.0.0.1:" + port)
        .add("public_key", publicKey())
        .add("slots", slots)
        .build();
  }

  private String publicKey() {
    return Base64.getEncoder().encodeToString(Ed25519.rawPublicKey(key));
  }

  /** A question that nobody but this node may answer. */
  JsonObject only(String content) {
    return question(model, content, Zoo.parse("{\"only\":[\"" + name + "\"]}"));
  }

  /** The same, streamed. */
  JsonObject streamed(String content) {
    return Json.createObjectBuilder(only(content)).add("stream", true).build();
  }

  static JsonObject question(String model, String content, JsonObject zoo) {
    return Json.createObjectBuilder()
        .add("model", model)
        .add("max_tokens", 256)
        .add(
            "messages",
            Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("role", "user").add("content", content)))
        .add("zoo", zoo)
        .build();
  }

  private void health(HttpExchange exchange) throws IOException {
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("status", "ok")
            .add("models", Json.createArrayBuilder().add(model))
            .add("slots", 8)
            .add("public_key", publicKey());
    reply(exchange, 200, body.build());
  }

  private void chat(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    asked.incrementAndGet();
    if (manner == Manner.REFUSES) {
      JsonObjectBuilder error = Json.createObjectBuilder().add("message", "I cannot read that");
      error.add("code", "outside_vocabulary");
      reply(exchange, 400, Json.createObjectBuilder().add("error", error).build());
      return;
    }
    if (manner == Manner.HANGS) {
      await();
    }
    JsonObject request = Zoo.parse(new String(body, StandardCharsets.UTF_8));
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      List<Integer> tokens = tokens(request);
      List<String> pieces = StubModel.pieces(StubModel.text(tokens));
      for (int i = 0; i < pieces.size(); i++) {
        if (i == pieces.size() / 2 && manner == Manner.DIES) {
          threads.execute(() -> server.stop(0));
          await();
        }
        if (manner == Manner.SLOW) {
          LockSupport.parkNanos(BETWEEN_PIECES);
        }
        send(out, delta(pieces.get(i)));
      }
      send(out, last(request, body, tokens));
      send(out, "[DONE]");
    }
  }

  private List<Integer> tokens(JsonObject request) {
    List<Integer> whole =
        switch (manner) {
          case LIES -> StubModel.SMALLER.tokens(request);
          case OTHERWISE -> StubModel.otherwise(StubModel.HONEST.tokens(request));
          default -> StubModel.HONEST.tokens(request);
        };
    return whole.subList(0, Math.min(whole.size(), request.getInt("max_tokens")));
  }

  private String last(JsonObject request, byte[] body, List<Integer> tokens) {
    List<Long> logprobs = StubModel.logprobs(tokens);
    if (manner == Manner.CLAIMS_FALSELY) {
      logprobs = logprobs.stream().map(one -> one - 500_000).toList();
    }
    String claim =
        CanonicalJson.of(
            Map.of(
                "logprobs", logprobs, "tokens", tokens.stream().map(Integer::longValue).toList()));
    JsonObject sealed = sealed(seal(request, body, tokens, claim), key);
    JsonObject shown =
        switch (manner) {
          case REPLAYS_A_SEAL -> lastSeal;
          case OTHERS_SIGNATURE -> sealed(seal(request, body, tokens, claim), others);
          default -> sealed;
        };
    lastSeal = sealed;
    return Json.createObjectBuilder()
        .add(
            "choices",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("index", 0)
                        .add("delta", Json.createObjectBuilder())
                        .add("finish_reason", "stop")))
        .add(
            "zoo",
            Json.createObjectBuilder(shown)
                .add("read", Json.createArrayBuilder())
                .add("skipped", Json.createArrayBuilder())
                .add("claim", claim))
        .build()
        .toString();
  }

  private String seal(JsonObject request, byte[] body, List<Integer> tokens, String claim) {
    String model = request.getString("model");
    Map<String, Object> seal = new LinkedHashMap<>();
    seal.put("backend", backend);
    seal.put("claim_sha256", sha256(claim.getBytes(StandardCharsets.UTF_8)));
    seal.put("query_id", request.getJsonObject("zoo").getString("query_id"));
    seal.put("model", manner == Manner.OTHER_MODEL ? "another-7b" : model);
    seal.put("model_sha256", StubModel.sha256(model));
    seal.put("seed", request.getJsonNumber("seed").toString());
    seal.put("prompt_tokens", 9L);
    seal.put("completion_tokens", (long) tokens.size());
    seal.put("request_sha256", sha256(body));
    seal.put("response_sha256", sha256(StubModel.text(tokens).getBytes(StandardCharsets.UTF_8)));
    return CanonicalJson.of(seal);
  }

  private static JsonObject sealed(String seal, PrivateKey by) {
    byte[] signature = Ed25519.sign(by, seal.getBytes(StandardCharsets.UTF_8));
    return Json.createObjectBuilder()
        .add("seal", seal)
        .add("signature", Base64.getEncoder().encodeToString(signature))
        .build();
  }

  /** Re-scores another node's answer by its own weights. */
  private void verify(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    checked.incrementAndGet();
    JsonObject asked = Zoo.parse(new String(body, StandardCharsets.UTF_8));
    JsonObject claim = Zoo.parse(asked.getString("claim"));
    List<Integer> tokens = new ArrayList<>();
    claim.getJsonArray("tokens").forEach(one -> tokens.add(((JsonNumber) one).intValue()));
    StubModel.Findings found =
        believes
            ? new StubModel.Findings(0, 0)
            : StubModel.HONEST.check(asked.getJsonObject("request"), tokens, longs(claim));
    String seal =
        CanonicalJson.of(
            Map.ofEntries(
                Map.entry("backend", backend),
                Map.entry("model", model),
                Map.entry("model_sha256", StubModel.sha256(model)),
                Map.entry("request_sha256", sha256(body)),
                Map.entry("text_fits", StubModel.text(tokens).equals(asked.getString("answer"))),
                Map.entry("tokens", tokens.size()),
                Map.entry("stated", tokens.size()),
                Map.entry("distance_micro", found.distance()),
                Map.entry("surprise_micro", 0L),
                Map.entry("variance_micro", 1_000_000L),
                Map.entry("hard", accuses ? tokens.size() : found.hard())));
    reply(exchange, 200, sealed(seal, key));
  }

  private static List<Long> longs(JsonObject claim) {
    JsonArray logprobs = claim.getJsonArray("logprobs");
    List<Long> all = new ArrayList<>();
    logprobs.forEach(one -> all.add(((JsonNumber) one).longValue()));
    return all;
  }

  private void await() {
    try {
      if (!release.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody released the node");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String delta(String text) {
    return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"},\"finish_reason\":null}]}";
  }

  private static void send(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void reply(HttpExchange exchange, int status, JsonObject body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }

  @Override
  public void close() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
