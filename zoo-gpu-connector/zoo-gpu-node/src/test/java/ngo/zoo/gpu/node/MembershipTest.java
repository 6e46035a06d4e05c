package ngo.zoo.gpu.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node and an operator that answers as the test says. */
@Timeout(60)
class MembershipTest {
  private static final Models NOTHING = new Models(Optional.empty(), Optional.empty());
  private static final String WELCOME =
      "{\"id\":\"n1\",\"name\":\"box\",\"token\":\"secret\",\"state\":\"discovered\","
          + "\"reason\":\"waits\",\"missing\":[\"stake: lock some\"]}";

  private record Call(String path, JsonObject body, boolean signed) {}

  private record Answer(int status, String body) {}

  private final NodeKey key = new NodeKey(Ed25519.newKey());
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final Queue<Answer> announcements = new ArrayDeque<>();
  private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> hopeless = new LinkedBlockingQueue<>();
  private HttpServer operator;

  @BeforeEach
  void start() throws IOException {
    operator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    operator.createContext("/", this::answer);
    operator.start();
  }

  @AfterEach
  void stop() {
    operator.stop(0);
  }

  @Test
  void announcesItselfThenSaysThatItLivesThenSaysGoodBye() throws Exception {
    Membership membership = member("--enrol", "zne_code");
    membership.begin(NOTHING, 8123);
    Call hello = next();
    assertThat(hello.path()).isEqualTo("/api/v1/nodes/announcements");
    assertThat(hello.signed()).isTrue();
    assertThat(hello.body().getString("code")).isEqualTo("zne_code");
    assertThat(hello.body().getString("url")).as("the port it got").endsWith(":8123");
    assertThat(hello.body().getInt("memory_mib")).isEqualTo(512);
    assertThat(tokens.poll(20, TimeUnit.SECONDS)).isEqualTo("secret");
    Call beat = next();
    assertThat(beat.path()).isEqualTo("/api/v1/nodes/n1/heartbeat");
    assertThat(beat.signed()).isTrue();
    membership.close();
    Call last = next();
    while (last.path().endsWith("/heartbeat")) {
      last = next();
    }
    assertThat(last.path()).isEqualTo("/api/v1/nodes/n1/drain");
    assertThat(last.signed()).isTrue();
  }

  @Test
  void waitsForWhomTheOperatorDoesNotKnowYet() throws Exception {
    announcements.add(refused(409, "node-retired"));
    member().begin(NOTHING, 1);
    assertThat(hopeless.poll(20, TimeUnit.SECONDS)).isEqualTo("because of node-retired");
    announcements.add(refused(403, "enrolment-invalid"));
    announcements.add(new Answer(503, "{}"));
    announcements.add(new Answer(200, "<html>another server</html>"));
    member().begin(NOTHING, 1);
    assertThat(tokens.poll(40, TimeUnit.SECONDS)).isEqualTo("secret");
    assertThat(hopeless).isEmpty();
  }

  @Test
  void givesUpWhatNoSecondTryMends() throws Exception {
    announcements.add(refused(400, "model-does-not-fit"));
    member().begin(NOTHING, 1);
    assertThat(hopeless.poll(20, TimeUnit.SECONDS)).isEqualTo("because of model-does-not-fit");
    announcements.add(refused(403, "enrolment-invalid"));
    member("--enrol", "zne_used").begin(NOTHING, 1);
    assertThat(hopeless.poll(20, TimeUnit.SECONDS)).isEqualTo("because of enrolment-invalid");
    assertThat(tokens).isEmpty();
  }

  @Test
  void saysInALineWhatIsMissing() {
    Standing standing = Standing.of(NodeFixture.json(WELCOME));
    assertThat(standing.words()).isEqualTo("discovered (waits). Missing: stake: lock some");
    assertThat(standing.differsFrom(Standing.UNKNOWN)).isTrue();
    assertThat(standing.differsFrom(standing)).isFalse();
  }

  private Membership member(String... more) {
    String url = "http://127.0.0.1:" + operator.getAddress().getPort();
    String[] arguments = new String[8 + more.length];
    System.arraycopy(
        new String[] {"--operator", url, "--port", "0", "--memory-mib", "512", "--name", "box"},
        0,
        arguments,
        0,
        8);
    System.arraycopy(more, 0, arguments, 8, more.length);
    NodeOptions options = NodeOptions.parse(arguments);
    return new Membership(
        options,
        key,
        new OperatorClient(options.operator().orElseThrow(), "box", key),
        tokens::add,
        hopeless::add);
  }

  private Call next() throws InterruptedException {
    Call call = calls.poll(20, TimeUnit.SECONDS);
    assertThat(call).as("a call").isNotNull();
    return call;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    calls.add(
        new Call(
            path,
            NodeFixture.json(new String(body, StandardCharsets.UTF_8)),
            isSigned(exchange, path, body)));
    Answer planned = path.endsWith("/announcements") ? announcements.poll() : null;
    Answer answer = planned == null ? new Answer(200, WELCOME) : planned;
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private boolean isSigned(HttpExchange exchange, String path, byte[] body) {
    String signed =
        "POST\n"
            + path
            + "\n"
            + exchange.getRequestHeaders().getFirst("X-Zoo-Time")
            + "\n"
            + HexFormat.of().formatHex(Sha256.of(body));
    return Ed25519.verify(
        Base64.getDecoder().decode(key.publicKey()),
        signed.getBytes(StandardCharsets.UTF_8),
        Base64.getDecoder().decode(exchange.getRequestHeaders().getFirst("X-Zoo-Signature")));
  }

  private static Answer refused(int status, String code) {
    return new Answer(status, "{\"code\":\"" + code + "\",\"detail\":\"because of " + code + "\"}");
  }
}
