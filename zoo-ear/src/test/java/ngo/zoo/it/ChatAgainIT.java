package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import ngo.zoo.it.StubNode.Manner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions sent again with their Idempotency-Key: one answer, one charge. */
class ChatAgainIT {
  private static final String MODEL = "again-it-7b";
  private static final Zoo ZOO = Zoo.shared();
  private static StubNodes nodes;
  private static StubNode node;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Charges charges = new Charges(MODEL);
  private final String key = UUID.randomUUID().toString();

  @BeforeAll
  static void oneNode() throws IOException {
    nodes = new StubNodes("again", MODEL, "lin");
    node = nodes.get(0);
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @AfterEach
  void well() {
    node.release();
    node.manner = Manner.GOOD;
    StubNodes.awaitHealth(node);
    Charges.assertSound();
  }

  @Test
  void theSameQuestionHasOneAnswerAndOneCharge() throws Exception {
    int asked = node.asked.get();
    HttpResponse<String> first = send(node.only("Once?")).get();
    HttpResponse<String> second = send(node.only("Once?")).get();
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(node.asked.get() - asked).isEqualTo(1);
    charges.assertOne();

    HttpResponse<String> other = send(node.only("Another?")).get();
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("idempotency_key_reused");
    charges.assertNothing();
  }

  @Test
  void whileTheFirstIsAnsweredTheSecondIsToldWhenToComeBack() throws Exception {
    node.manner = Manner.HANGS;
    int asked = node.asked.get();
    CompletableFuture<HttpResponse<String>> first = send(node.only("Wait for it."));
    ZOO.eventually("the node works on it", () -> node.asked.get() > asked);
    HttpResponse<String> second = send(node.only("Wait for it.")).get();
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("idempotency_key_in_progress");
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
    node.manner = Manner.GOOD;
    node.release();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(send(node.only("Wait for it.")).get().body()).isEqualTo(first.get().body());
    charges.assertOne();
  }

  @Test
  void aStreamIsRepeatedByteByByteAndOneThatBrokeOffIsAskedAnew() throws Exception {
    node.manner = Manner.OTHERS_SIGNATURE;
    HttpResponse<String> broken = send(node.streamed("Again and again.")).get();
    assertThat(broken.body()).contains("\"error\"").doesNotContain("[DONE]");
    charges.assertNothing();

    mended();
    HttpResponse<String> first = send(node.streamed("Again and again.")).get();
    assertThat(first.body()).contains("receipt_id").endsWith("data: [DONE]\n\n");
    HttpResponse<String> second = send(node.streamed("Again and again.")).get();
    assertThat(second.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(second.body()).isEqualTo(first.body());
    charges.assertOne();
  }

  @Test
  void aRefusalForWantOfANodeLeavesTheKeyUsable() throws Exception {
    node.manner = Manner.OTHERS_SIGNATURE;
    HttpResponse<String> refused = send(node.only("Now?")).get();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    mended();
    assertThat(send(node.only("Now?")).get().statusCode()).isEqualTo(200);
    charges.assertOne();
  }

  /** And its circuit closed again. */
  private void mended() {
    node.manner = Manner.GOOD;
    StubNodes.awaitHealth(node);
    charges.look();
  }

  private CompletableFuture<HttpResponse<String>> send(JsonObject question) {
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create(ZOO.portal() + "/v1/chat/completions"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + ZOO.apiKey())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "\"" + key + "\"")
            .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
