package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An OpenAI-compatible server behind the gateway: registered by staff, asked, left, gone. */
class BackendsIT {
  private static final String MODEL = "demo-backend-7b";
  private static final String NAME = "demo-backend";
  private static final Zoo ZOO = Zoo.shared();
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static final CountDownLatch LEFT = new CountDownLatch(1);
  private static final CountDownLatch CUT_OFF = new CountDownLatch(1);

  /** More than the sockets between server and asker hold; a stream goes through more of them. */
  private static final int LONG = 3 << 20;

  private static volatile String lastBody = "";
  private static HttpServer server;

  @BeforeAll
  static void aBackendIsRegistered() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/models", exchange -> answer(exchange, models()));
    server.createContext("/v1/chat/completions", BackendsIT::chat);
    server.setExecutor(THREADS);
    server.start();
    Reply registered = ZOO.post("sam", "/api/v1/nodes", registration(NAME)).expect(201);
    assertThat(registered.json().getString("kind")).isEqualTo("openai");
    assertThat(registered.json().getString("public_key")).isEmpty();
    ZOO.eventually(
        "the backend's model can be asked",
        () ->
            ZOO.get(Zoo.PARTNER, "/v1/models").expect(200).body().contains(MODEL)
                && ask("Well?").status() == 200);
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    THREADS.shutdownNow();
  }

  private static JsonObject registration(String name) {
    return Json.createObjectBuilder()
        .add("name", name)
        .add("kind", "openai")
        .add("url", "http://127.0.0.1:" + server.getAddress().getPort())
        .add("slots", 4)
        .build();
  }

  @Test
  void onlyStaffRegistersABackendThatSealsNothing() {
    ZOO.post("petra", "/api/v1/nodes", registration("petras-backend")).expect(403);
    ZOO.post("maya", "/api/v1/nodes", registration("mayas-backend")).expect(403);
    JsonObject provider =
        Json.createObjectBuilder(registration("another")).add("role", "provider").build();
    ZOO.post("sam", "/api/v1/nodes", provider).expect(400);
    JsonObject path =
        Json.createObjectBuilder(registration("another"))
            .add("credential", "../keys/operator.pem")
            .build();
    ZOO.post("sam", "/api/v1/nodes", path).expect(400);
  }

  @Test
  void itsAnswerIsChargedAndTheReceiptSaysThatItIsNotSealed() {
    Reply answer = ask("Say it.").expect(200);
    assertThat(
            answer
                .json()
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content"))
        .isEqualTo("As you wish.");
    assertThat(answer.json().getJsonObject("usage").getInt("prompt_tokens")).isEqualTo(5);
    String receipt = answer.json().getJsonObject("zoo").getString("receipt_id");
    ZOO.eventually(
        "the receipt says that nothing is sealed",
        () -> ZOO.get(Zoo.PARTNER, "/api/v1/receipts/" + receipt).body().contains("sealed"));
    assertThat(ZOO.get(Zoo.PARTNER, "/api/v1/receipts/" + receipt).expect(200).body())
        .containsPattern("sealed\\\\?\":false");
  }

  @Test
  void experiencesReachItAsAdviceBeforeTheQuestionAndNeverInTheSystemRole() {
    JsonObject asked =
        question(Questions.KNOWN)
            .add("zoo", Json.createObjectBuilder().add("domain", "keeper.signs"))
            .build();
    ZOO.post(Zoo.PARTNER, "/v1/chat/completions", asked).expect(200);
    assertThat(lastBody)
        .contains("rotate the digits left")
        .contains("\"role\":\"user\",\"content\":\"Advice from Zoo's experience library")
        .doesNotContain("\"role\":\"system\"");
    assertThat(lastBody.indexOf("rotate the digits left"))
        .isLessThan(lastBody.lastIndexOf("The sign shows otter"));
  }

  /** The backend writes for ever; only a closed connection ends it. */
  @Test
  void whenTheAskerLeavesTheBackendSeesItAndNothingIsCharged() throws Exception {
    String before = ZOO.balance(Zoo.PARTNER);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ZOO.portal() + "/v1/chat/completions"))
            .header("Authorization", "Bearer " + ZOO.apiKey())
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    question("Go on for ever.").add("stream", true).build().toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient();
        BufferedReader events =
            new BufferedReader(
                new InputStreamReader(
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                    StandardCharsets.UTF_8))) {
      String line = events.readLine();
      while (line != null && !line.contains("more")) {
        line = events.readLine();
      }
      assertThat(line).as("a piece of the stream").isNotNull();
      events.close();
      client.shutdownNow();
    }
    assertThat(LEFT.await(30, TimeUnit.SECONDS)).as("the backend sees the close").isTrue();
    ZOO.eventually("nothing is charged", () -> ZOO.balance(Zoo.PARTNER).equals(before));
  }

  /** Mebibytes each, of which their askers take the beginning. */
  @Test
  void whoReadsNoMoreHoldsUpNobodyForLong() throws Exception {
    BigDecimal before = new BigDecimal(ZOO.balance(Zoo.PARTNER));
    try (Socket stream = reader("At length, in pieces", true);
        Socket whole = reader("At length, at once", false)) {
      assertThat(begin(stream)).startsWith("HTTP/1.1 200 OK");
      assertThat(begin(whole)).startsWith("HTTP/1.1 200 OK");
      long begun = System.nanoTime();
      ask("In between.").expect(200);
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
      ZOO.eventually("the stream is given up", () -> CUT_OFF.getCount() == 0);
      ZOO.eventually("no thread waits for either", () -> waitingForReaders() == 0);
      assertThat(nodes().getInt("in_flight")).isZero();
      assertThat(nodes().getInt("failed")).isZero();
      assertThat(endOf(whole)).as("bytes of the whole answer").isLessThan(LONG);
    }
    // The stream was left by its asker; the whole answer was made.
    BigDecimal fee = new BigDecimal("0.02");
    assertThat(before.subtract(new BigDecimal(ZOO.balance(Zoo.PARTNER))))
        .isEqualByComparingTo(fee.multiply(BigDecimal.TWO));
  }

  private static JsonObject nodes() {
    return ZOO.get("sam", "/api/v1/nodes?search=" + NAME).expect(200).items().getJsonObject(0);
  }

  /** Asks with a window that holds next to nothing. */
  private static Socket reader(String content, boolean stream) throws IOException {
    URI portal = URI.create(ZOO.portal());
    byte[] body =
        question(content).add("stream", stream).build().toString().getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
                .formatted(portal.getAuthority(), ZOO.apiKey())
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(body.length);
    Socket socket = new Socket();
    socket.setReceiveBufferSize(2048);
    socket.connect(new InetSocketAddress(portal.getHost(), portal.getPort()));
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(body);
    return socket;
  }

  private static String begin(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(200), StandardCharsets.UTF_8);
  }

  /** How much comes until the server's end is closed. */
  private static long endOf(Socket socket) {
    long read = 0;
    try {
      InputStream in = socket.getInputStream();
      for (int count = 0; count >= 0; count = in.read(new byte[65536])) {
        read += count;
      }
    } catch (IOException e) {
      return read;
    }
    return read;
  }

  /** Threads of the server that write an answer. */
  private static long waitingForReaders() {
    try {
      String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      String pid = String.valueOf(ZOO.process("wildfly").pid());
      return Tool.run(Path.of("."), Map.of(), jcmd, pid, "Thread.print")
          .lines()
          .filter(line -> line.contains("NioSocketConduit.awaitWritable"))
          .count();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Reply ask(String content) {
    return ZOO.post(Zoo.PARTNER, "/v1/chat/completions", question(content).build());
  }

  private static JsonObjectBuilder question(String content) {
    return Json.createObjectBuilder()
        .add("model", MODEL)
        .add("max_tokens", 64)
        .add(
            "messages",
            Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("role", "user").add("content", content)));
  }

  private static String models() {
    return "{\"object\":\"list\",\"data\":[{\"id\":\""
        + MODEL
        + "\",\"object\":\"model\",\"owned_by\":\"vllm\",\"max_model_len\":4096}]}";
  }

  private static void chat(HttpExchange exchange) throws IOException {
    lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (lastBody.contains("for ever")) {
      forEver(exchange);
    } else if (lastBody.contains("in pieces")) {
      atLength(exchange);
    } else if (lastBody.contains("\"stream\":true")) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        send(out, chunk("As you wish.", "null"));
        send(out, chunk("", "\"stop\""));
        send(out, "{\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":4}}");
        send(out, "[DONE]");
      }
    } else {
      String text = lastBody.contains("at once") ? "x".repeat(LONG) : "As you wish.";
      answer(
          exchange,
          "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
              + text
              + "\"},\"finish_reason\":\"stop\"}],"
              + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":4,\"total_tokens\":9}}");
    }
  }

  private static void forEver(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try (OutputStream out = exchange.getResponseBody()) {
      while (System.nanoTime() < deadline) {
        send(out, chunk("more ", "null"));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    } catch (IOException e) {
      LEFT.countDown();
    }
  }

  private static void atLength(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    String piece = chunk("x".repeat(1 << 14), "null");
    try (OutputStream out = exchange.getResponseBody()) {
      for (int sent = 0; sent < 4 * LONG; sent += 1 << 14) {
        send(out, piece);
      }
    } catch (IOException e) {
      CUT_OFF.countDown();
    }
  }

  private static String chunk(String text, String finish) {
    return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"},\"finish_reason\":"
        + finish
        + "}]}";
  }

  private static void send(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
