package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A second provider's machine, from its one-line start until it is banned. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeLifeIT {
  private static final String NAME = "second-node";
  private static final Zoo ZOO = Zoo.shared();
  private static String code;
  private static String id = "";
  private static Relay relay;
  private static NodeProcess node;
  private static Path folder;
  private static int port;

  @BeforeAll
  static void aCodeFromTheConsoleAndOneLine(@TempDir Path temporary) throws IOException {
    folder = temporary;
    port = NodeProcess.freePort();
    relay = new Relay();
    relay.to(port);
    JsonObject enrolment = ZOO.post("petra", "/api/v1/nodes/enrolments", "{}").expect(201).json();
    code = enrolment.getString("code");
    assertThat(enrolment.getString("command")).contains("java -jar zoo-node.jar").contains(code);
    node = start();
  }

  private static NodeProcess start() throws IOException {
    return NodeProcess.start(
        folder,
        port,
        "--operator",
        ZOO.portal(),
        "--enrol",
        code,
        "--name",
        NAME,
        "--url",
        relay.url(),
        "--memory-mib",
        "2048",
        "--log",
        "json");
  }

  @AfterAll
  static void end() {
    node.close();
    relay.close();
  }

  @Test
  @Order(1)
  void itRegistersIsMeasuredAndSaysThatItsStakeIsMissing() {
    ZOO.eventually("it is admitted", () -> state().equals("healthy"));
    ZOO.eventually("it says what is missing", () -> node.log().contains("Missing: stake"));
    JsonObject measured = path("/benchmarks").expect(200).items().getJsonObject(0);
    assertThat(measured.getBoolean("passed")).isTrue();
    assertThat(measured.getInt("answered")).isEqualTo(12);
    assertThat(measured.getInt("right")).isGreaterThan(10);
    assertThat(measured.getJsonNumber("tokens_per_second").doubleValue()).isPositive();
    assertThat(measured.getInt("memory_mib")).isEqualTo(2048);
    assertThat(history()).startsWith("healthy", "benchmarking", "discovered");
    assertThat(ask().status()).as("without stake").isEqualTo(503);
  }

  @Test
  @Order(2)
  void withItsStakeItAnswers() {
    ZOO.post("petra", "/api/v1/stakes", stake()).expect(201);
    ZOO.eventually("it answers", () -> ask().status() == 200);
    ZOO.eventually(
        "nothing is missing", () -> node.log().contains("nothing is missing, questions can come"));
    assertThat(node.log()).contains("answered query=").doesNotContain("otter");
    ZOO.eventually("its minutes are counted", () -> !path("/load").expect(200).items().isEmpty());
  }

  @Test
  @Order(3)
  void itLoadsItsWeightsAnewAndIsMeasured() {
    int measured = path("/benchmarks").expect(200).json().getInt("total");
    String weights = "/api/v1/nodes/" + id + "/weights";
    ZOO.post("maya", weights, "{}").expect(403);
    ZOO.post("petra", weights, "{}").expect(200);
    assertThat(node.log()).contains("Weights of zoo-keeper-tiny loaded");
    assertThat(path("/benchmarks").json().getInt("total")).isGreaterThan(measured);
    assertThat(ask().status()).as("it goes on").isEqualTo(200);
  }

  @Test
  @Order(4)
  void itDrainsFinishesWhatItWorksOnAndComesBack() {
    ZOO.post("maya", "/api/v1/nodes/" + id + "/drain", "{}").expect(403);
    int measured = path("/benchmarks").expect(200).json().getInt("total");
    relay.hold();
    CompletableFuture<Reply> running = CompletableFuture.supplyAsync(NodeLifeIT::ask);
    ZOO.eventually("it works on a question", () -> relay.held() == 1);
    JsonObject draining =
        ZOO.post("petra", "/api/v1/nodes/" + id + "/drain", "{\"reason\": \"a new disk\"}")
            .expect(200)
            .json();
    assertThat(draining.getString("state")).isEqualTo("draining");
    assertThat(draining.getInt("in_flight")).isEqualTo(1);
    assertThat(ask().status()).as("no new questions").isEqualTo(503);
    assertThat(state()).as("one is running").isEqualTo("draining");
    relay.release();
    assertThat(running.join().status()).as("what ran is finished").isEqualTo(200);
    ZOO.eventually("it is drained", () -> state().equals("drained"));
    ZOO.post("petra", "/api/v1/nodes/" + id + "/drain", "{}").expect(409);
    ZOO.post("petra", "/api/v1/nodes/" + id + "/resume", "{}").expect(200);
    ZOO.eventually("it is admitted anew", () -> state().equals("healthy"));
    assertThat(path("/benchmarks").json().getInt("total")).isGreaterThan(measured);
    assertThat(path("/history?search=disk").expect(200).items().getJsonObject(0).getString("cause"))
        .isEqualTo("owner");
    ZOO.eventually("it answers again", () -> ask().status() == 200);
  }

  @Test
  @Order(5)
  void anAnswerGivenBeforeIsRefused() {
    relay.replay(true);
    try {
      ZOO.post("petra", "/api/v1/nodes/" + id + "/benchmark", "{}").expect(200);
      JsonObject measured = path("/benchmarks").expect(200).items().getJsonObject(0);
      assertThat(measured.getBoolean("passed")).isFalse();
      assertThat(measured.getString("reason")).contains("seal");
      ZOO.eventually("it has to be admitted anew", () -> !state().equals("healthy"));
      assertThat(ask().status()).isEqualTo(503);
    } finally {
      relay.replay(false);
    }
    ZOO.eventually("honest answers admit it", () -> state().equals("healthy"));
  }

  @Test
  @Order(6)
  void whatCannotFitAndWhatIsNotSignedIsRefused() throws Exception {
    JsonObject claim =
        Json.createObjectBuilder()
            .add("name", "too-big")
            .add("url", "http://127.0.0.1:9")
            .add("public_key", Base64.getEncoder().encodeToString(new byte[32]))
            .add("models", Json.createArrayBuilder().add("qwen2.5-72b-instruct"))
            .add("memory_mib", 81920)
            .build();
    Reply refused = ZOO.post("petra", "/api/v1/nodes", claim).expect(400);
    assertThat(refused.json().getString("code")).isEqualTo("model-does-not-fit");
    assertThat(refused.json().getString("detail")).contains("81920 MiB").contains("At int4");
    PrivateKey key = Ed25519.newKey();
    byte[] hello =
        Json.createObjectBuilder(claim)
            .add("public_key", Base64.getEncoder().encodeToString(Ed25519.rawPublicKey(key)))
            .add("models", Json.createArrayBuilder().add("zoo-keeper-tiny"))
            .add("code", code)
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    assertThat(announced(hello, key, hello)).as("a used code").contains("enrolment-invalid");
    byte[] other =
        new String(hello, StandardCharsets.UTF_8)
            .replace("too-big", "smaller")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(announced(other, key, hello)).as("another body").contains("node-signature");
    assertThat(ZOO.get(Zoo.NOBODY, "/api/v1/model-catalogue").expect(200).body())
        .contains("deepseek-v3");
  }

  @Test
  @Order(7)
  void itSaysGoodByeAndIsTakenBackWhenItStarts() throws Exception {
    node.stop();
    assertThat(node.ended()).isIn(0, 143);
    ZOO.eventually("it drained itself", () -> state().equals("drained"));
    assertThat(history().getFirst()).isEqualTo("drained");
    node = start();
    ZOO.eventually("it is back", () -> state().equals("healthy"));
    ZOO.eventually("it answers", () -> ask().status() == 200);
  }

  @Test
  @Order(8)
  void whoIsRetiredLeavesTheListsAndComesBackWithAnotherCode() throws Exception {
    String retire = "/api/v1/nodes/" + id + "/retire";
    ZOO.post("maya", retire, "{\"reason\": \"not mine\"}").expect(403);
    ZOO.post("petra", retire, "{}").expect(400);
    JsonObject retiring =
        ZOO.post("petra", retire, "{\"reason\": \"the machine was sold\"}").expect(200).json();
    assertThat(retiring.getString("state")).isEqualTo("retiring");
    ZOO.eventually("it has finished", () -> state().equals("retired"));
    assertThat(path("").json().getString("reason")).isEqualTo("the machine was sold");
    assertThat(listed("")).doesNotContain(NAME);
    assertThat(listed("&state=retired")).contains(NAME);
    assertThat(ask().status()).isEqualTo(503);
    assertThat(node.ended()).as("its call is refused, so it ends").isEqualTo(1);
    ZOO.post("petra", "/api/v1/stakes", stake()).expect(404);
    code = ZOO.post("petra", "/api/v1/nodes/enrolments", "{}").expect(201).json().getString("code");
    node = start();
    ZOO.eventually("it is measured like a new one", () -> state().equals("healthy"));
    assertThat(path("/history?search=enrolled").expect(200).items()).hasSize(1);
    assertThat(listed("")).contains(NAME);
  }

  private static List<String> listed(String filter) {
    return ZOO.get(Zoo.NOBODY, "/api/v1/nodes?size=200" + filter).expect(200).items().stream()
        .map(one -> one.asJsonObject().getString("name"))
        .toList();
  }

  private static JsonObject stake() {
    return Json.createObjectBuilder()
        .add("role", "inference-node")
        .add("node_id", id)
        .add("amount", Json.createObjectBuilder().add("value", "1000").add("asset", "KEEPER"))
        .build();
  }

  @Test
  @Order(9)
  void whoDiesIsDownWhoIsEjectedIsOutAndWhoIsBannedStaysOut() {
    node.close();
    ZOO.eventually("its probe fails", () -> state().equals("unhealthy"));
    assertThat(path("/history").items().getJsonObject(0).getString("cause")).isEqualTo("probe");
    String eject = "/api/v1/nodes/" + id + "/eject";
    ZOO.post("petra", eject, "{\"reason\": \"mine\"}").expect(403);
    ZOO.post("iris", eject, "{}").expect(400);
    JsonObject ejected =
        ZOO.post("iris", eject, "{\"reason\": \"gone without a word\"}").expect(200).json();
    assertThat(ejected.getString("state")).isEqualTo("ejected");
    assertThat(ejected.getString("reason")).isEqualTo("gone without a word");
    ZOO.post("petra", "/api/v1/nodes/" + id + "/resume", "{}").expect(200);
    assertThat(state()).isEqualTo("discovered");
    ZOO.post("iris", "/api/v1/nodes/" + id + "/ban", "{\"reason\": \"for good\"}").expect(200);
    ZOO.post("petra", "/api/v1/nodes/" + id + "/resume", "{}").expect(403);
    assertThat(state()).isEqualTo("banned");
    assertThat(ask().status()).isEqualTo(503);
  }

  private static Reply ask() {
    return ZOO.post(
        Zoo.PARTNER,
        "/v1/chat/completions",
        Json.createObjectBuilder(Questions.chat(Questions.KNOWN, 1))
            .add("zoo", Json.createObjectBuilder().add("only", Json.createArrayBuilder().add(NAME)))
            .build());
  }

  private static Reply path(String path) {
    return ZOO.get(Zoo.NOBODY, "/api/v1/nodes/" + id + path);
  }

  private static String state() {
    if (id.isEmpty()) {
      id =
          ZOO.get(Zoo.NOBODY, "/api/v1/nodes?size=200").expect(200).items().stream()
              .map(JsonValue::asJsonObject)
              .filter(one -> one.getString("name").equals(NAME))
              .map(one -> one.getString("id"))
              .findFirst()
              .orElse("");
    }
    return id.isEmpty() ? "unknown" : path("").expect(200).json().getString("state");
  }

  private static List<String> history() {
    return path("/history").expect(200).items().stream()
        .map(one -> one.asJsonObject().getString("to"))
        .toList();
  }

  /**
   * @param signed what the signature is over
   */
  private static String announced(byte[] body, PrivateKey key, byte[] signed)
      throws IOException, InterruptedException {
    String path = "/api/v1/nodes/announcements";
    Instant now = Instant.now();
    String hash = HexFormat.of().formatHex(Sha256.of(signed));
    byte[] text = ("POST\n" + path + "\n" + now + "\n" + hash).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ZOO.portal() + path))
            .header("Content-Type", "application/json")
            .header("X-Zoo-Time", now.toString())
            .header("X-Zoo-Signature", Base64.getEncoder().encodeToString(Ed25519.sign(key, text)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
