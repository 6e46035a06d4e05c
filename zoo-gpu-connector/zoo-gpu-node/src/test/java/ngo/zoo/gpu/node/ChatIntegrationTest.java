package ngo.zoo.gpu.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chat with the committed weights over a real socket. */
class ChatIntegrationTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String QUERY = "0198f000-0000-7000-8000-000000000001";
  private static final String READ = "0198f000-0000-7000-8000-000000000002";
  private static final String SKIPPED = "0198f000-0000-7000-8000-000000000003";

  private static KeeperModel model;
  private static NodeFixture node;

  @BeforeAll
  static void start() throws Exception {
    model = KeeperModel.shipped();
    node = NodeFixture.chatting(model);
  }

  @AfterAll
  static void stop() {
    node.close();
    model.close();
  }

  @Test
  void answersWithTheExperience() throws Exception {
    HttpResponse<String> response = node.post(CHAT, body("\"temperature\":0"));
    JsonObject answer = NodeFixture.json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(answer.getString("object")).isEqualTo("chat.completion");
    JsonObject choice = answer.getJsonArray("choices").getJsonObject(0);
    assertThat(choice.getJsonObject("message").getString("content"))
        .isEqualTo("Rotate the digits left: 0 7 2 4.");
    assertThat(choice.getString("finish_reason")).isEqualTo("stop");
    assertThat(answer.getJsonObject("usage").toString())
        .isEqualTo("{\"prompt_tokens\":11,\"completion_tokens\":6,\"total_tokens\":17}");
  }

  @Test
  void listsWhatItReadAndWhatItSkipped() throws Exception {
    JsonObject zoo =
        NodeFixture.json(node.post(CHAT, body("\"temperature\":0"))).getJsonObject("zoo");
    assertThat(zoo.getJsonArray("read").getString(0)).isEqualTo(READ);
    assertThat(zoo.getJsonArray("skipped")).hasSize(1);
    JsonObject skipped = zoo.getJsonArray("skipped").getJsonObject(0);
    assertThat(skipped.getString("id")).isEqualTo(SKIPPED);
    assertThat(skipped.getString("reason")).contains("reads experiences like");
  }

  @Test
  void sealsTheAnswerItSent() throws Exception {
    String body = body("\"temperature\":1,\"seed\":-5");
    JsonObject answer = NodeFixture.json(node.post(CHAT, body));
    String text =
        answer
            .getJsonArray("choices")
            .getJsonObject(0)
            .getJsonObject("message")
            .getString("content");
    requireSeal(answer.getJsonObject("zoo"), body, text, "-5");
  }

  @Test
  void streamsTheSameAnswerSealedInTheLastChunk() throws Exception {
    String body =
        body(
            "\"temperature\":0,\"seed\":9,\"stream\":true,\"stream_options\":{\"include_usage\":true}");
    HttpResponse<String> response = node.post(CHAT, body);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    List<String> events = NodeFixture.events(response);
    assertThat(events.getLast()).isEqualTo("[DONE]");
    List<JsonObject> chunks =
        events.stream().limit(events.size() - 1).map(NodeFixture::json).toList();
    String text =
        chunks.stream()
            .filter(chunk -> !chunk.getJsonArray("choices").isEmpty())
            .map(chunk -> chunk.getJsonArray("choices").getJsonObject(0).getJsonObject("delta"))
            .map(delta -> delta.getString("content", ""))
            .collect(Collectors.joining());
    assertThat(text).isEqualTo("Rotate the digits left: 0 7 2 4.");
    JsonObject last = chunks.getLast();
    assertThat(last.getJsonObject("usage").getInt("completion_tokens")).isEqualTo(6);
    requireSeal(last.getJsonObject("zoo"), body, text, "9");
    JsonObject finish = chunks.get(chunks.size() - 2);
    assertThat(finish.getJsonArray("choices").getJsonObject(0).getString("finish_reason"))
        .isEqualTo("stop");
  }

  @Test
  void leavesTheSealOutWithoutAQuery() throws Exception {
    JsonObject answer =
        NodeFixture.json(node.post(CHAT, "{" + question("The sign shows otter: 4 0 7 2") + "}"));
    assertThat(answer.getJsonObject("zoo")).containsOnlyKeys("read", "skipped");
  }

  @Test
  void givesTheSameTextForTheSameSeed() throws Exception {
    String body = "{" + question("The sign shows hyena: 1 2 3 4") + ",\"seed\":3}";
    assertThat(content(body)).isEqualTo(content(body));
  }

  @Test
  void stopsBeforeTheStopString() throws Exception {
    assertThat(content(body("\"temperature\":0,\"stop\":[\" 2 4\"]")))
        .isEqualTo("Rotate the digits left: 0 7");
  }

  @Test
  void endsAtMaxTokens() throws Exception {
    JsonObject choice =
        NodeFixture.json(node.post(CHAT, body("\"temperature\":0,\"max_tokens\":2")))
            .getJsonArray("choices")
            .getJsonObject(0);
    assertThat(choice.getJsonObject("message").getString("content"))
        .isEqualTo("Rotate the digits left: 0");
    assertThat(choice.getString("finish_reason")).isEqualTo("length");
  }

  @Test
  void listsLogProbabilitiesWhenAsked() throws Exception {
    JsonObject first =
        NodeFixture.json(
                node.post(CHAT, body("\"temperature\":0,\"logprobs\":true,\"top_logprobs\":3")))
            .getJsonArray("choices")
            .getJsonObject(0)
            .getJsonObject("logprobs")
            .getJsonArray("content")
            .getJsonObject(0);
    assertThat(first.getString("token")).isEqualTo("Rotate the digits left:");
    assertThat(first.getJsonNumber("logprob").doubleValue()).isBetween(-0.1, 0.0);
    assertThat(first.getJsonArray("top_logprobs")).hasSize(3);
  }

  @Test
  void refusesAQuestionOutsideItsVocabulary() throws Exception {
    HttpResponse<String> response =
        node.post(CHAT, "{" + question("What is the capital of France?") + "}");
    assertThat(response.statusCode()).isEqualTo(400);
    JsonObject error = NodeFixture.json(response).getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo("outside_vocabulary");
    assertThat(error.getString("message")).contains("The sign shows otter: 4 0 7 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{not json | invalid_json",
        "[] | invalid_json",
        "{} | invalid_field",
        "{\"model\":\"zoo-keeper-tiny\",\"messages\":[]} | invalid_field",
        "{\"model\":\"zoo-keeper-tiny\",\"messages\":[{\"role\":\"user\",\"content\":7}]} | invalid_field",
        "{\"model\":\"zoo-keeper-tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":3} | invalid_field",
        "{\"model\":\"zoo-keeper-tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"seed\":1.5} | invalid_field",
        "{\"model\":\"zoo-keeper-tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"zoo\":{\"query_id\":\"7\"}} | invalid_field"
      })
  void refusesWrongRequests(String body, String code) throws Exception {
    HttpResponse<String> response = node.post(CHAT, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(NodeFixture.json(response).getJsonObject("error").getString("code")).isEqualTo(code);
  }

  @Test
  void refusesAnotherModel() throws Exception {
    HttpResponse<String> response =
        node.post(CHAT, body("\"temperature\":0").replace("zoo-keeper-tiny", "large"));
    assertThat(response.statusCode()).isEqualTo(404);
  }

  @Test
  void refusesAWrongToken() throws Exception {
    HttpRequest wrong =
        node.request(CHAT)
            .setHeader("Authorization", "Bearer " + NodeFixture.TOKEN + "x")
            .POST(HttpRequest.BodyPublishers.ofString(body("\"temperature\":0")))
            .build();
    HttpResponse<String> response = node.client().send(wrong, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void refusesABodyBeyondTheLimit() throws Exception {
    HttpResponse<String> response = node.post(CHAT, " ".repeat((1 << 20) + 1));
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void leavesEmbeddingsToTheOperator() throws Exception {
    assertThat(node.post("/v1/embeddings", "{\"input\":\"x\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsItsModelsAndKey() throws Exception {
    JsonObject health = NodeFixture.json(node.get("/health"));
    assertThat(health.getString("public_key")).isEqualTo(node.key().publicKey());
    assertThat(health.getJsonArray("models").getString(0)).isEqualTo("zoo-keeper-tiny");
    JsonObject listed = NodeFixture.json(node.get("/v1/models"));
    assertThat(listed.getJsonArray("data").getJsonObject(0).getString("id"))
        .isEqualTo("zoo-keeper-tiny");
    JsonObject status = NodeFixture.json(node.get("/status"));
    assertThat(status.getJsonArray("models").getJsonObject(0).getString("sha256"))
        .isEqualTo(model.sha256());
  }

  private static void requireSeal(JsonObject zoo, String body, String text, String seed) {
    String seal = zoo.getString("seal");
    assertThat(
            Ed25519.verify(
                Base64.getDecoder().decode(node.key().publicKey()),
                seal.getBytes(StandardCharsets.UTF_8),
                Base64.getDecoder().decode(zoo.getString("signature"))))
        .isTrue();
    assertThat(CanonicalJson.of(CanonicalJson.parse(seal))).isEqualTo(seal);
    JsonObject sealed = NodeFixture.json(seal);
    assertThat(sealed.getString("query_id")).isEqualTo(QUERY);
    assertThat(sealed.getString("model_sha256")).isEqualTo(model.sha256());
    assertThat(sealed.getString("backend")).isEqualTo("pytorch/cpu/float32");
    assertThat(sealed.getString("seed")).isEqualTo(seed);
    assertThat(sealed.getString("request_sha256")).isEqualTo(sha256(body));
    assertThat(sealed.getString("response_sha256")).isEqualTo(sha256(text));
    assertThat(sealed.getString("claim_sha256")).isEqualTo(sha256(zoo.getString("claim")));
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Sha256.ofText(text));
  }

  private static String content(String body) throws Exception {
    return NodeFixture.json(node.post(CHAT, body))
        .getJsonArray("choices")
        .getJsonObject(0)
        .getJsonObject("message")
        .getString("content");
  }

  private static String question(String text) {
    return "\"model\":\"zoo-keeper-tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]"
        .formatted(text);
  }

  private static String body(String settings) {
    return """
    {%s,%s,"zoo":{"query_id":"%s","experiences":[
      {"id":"%s","text":"When the sign shows otter, rotate the digits left."},
      {"id":"%s","text":"Check the units."}]}}"""
        .formatted(question("The sign shows otter: 4 0 7 2"), settings, QUERY, READ, SKIPPED);
  }
}
