package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.dev.client.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** OpenAI's contract to the letter, what Zoo adds to it, and questions answered later. */
class ContractIT {
  private static final String QUERIES = "/api/v1/queries";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final Zoo zoo = Zoo.shared();

  @Test
  void theStockClientFindsTheContractToTheLetter() throws Exception {
    try (ToolBackend backend = new ToolBackend()) {
      register(backend);
      JsonObject seen = client();
      checkAnswers(seen);
      checkRefusals(seen.getJsonObject("refusals"));
      checkTools(seen);
    } finally {
      zoo.eventually("the backend is known to be gone", () -> !serves(ToolBackend.MODEL));
    }
  }

  private void register(ToolBackend backend) {
    JsonObject node =
        Json.createObjectBuilder()
            .add("name", "contract-it")
            .add("kind", "openai")
            .add("url", backend.url())
            .add("slots", 4)
            .add("models", Json.createArrayBuilder().add(ToolBackend.MODEL))
            .build();
    zoo.post("sam", "/api/v1/nodes", node).expect(201);
    zoo.eventually("the backend serves its model", () -> serves(ToolBackend.MODEL));
  }

  private boolean serves(String model) {
    return zoo.post(
                Zoo.PARTNER,
                "/v1/chat/completions",
                Questions.chat("Hello", 1).toString().replace("zoo-keeper-tiny", model))
            .status()
        == 200;
  }

  private JsonObject client() throws Exception {
    Path folder = Path.of("src/test/js").toAbsolutePath();
    Map<String, String> access =
        Map.of(
            "OPENAI_BASE_URL",
            zoo.portal() + "/v1",
            "OPENAI_API_KEY",
            zoo.apiKey(),
            "STUB_MODEL",
            ToolBackend.MODEL);
    Tool.run(folder, access, "npm", "ci", "--ignore-scripts", "--silent");
    return Zoo.parse(Tool.run(folder, access, "node", "contract-client.mjs", Questions.KNOWN));
  }

  private static void checkAnswers(JsonObject seen) {
    JsonObject model = seen.getJsonObject("model").getJsonObject("zoo");
    assertThat(model.getJsonObject("fee").getString("value")).isEqualTo("0.01");
    JsonObject answer = seen.getJsonObject("answer");
    JsonObject choice = answer.getJsonArray("choices").getJsonObject(0);
    JsonObject zoo = answer.getJsonObject("zoo");
    JsonObject headers = seen.getJsonObject("headers");
    assertThat(headers.getString("x-request-id")).isEqualTo("contract-it-1");
    assertThat(headers.getString("openai-processing-ms")).matches("\\d+");
    assertThat(headers.getString("x-zoo-receipt")).isEqualTo(zoo.getString("receipt_id"));
    assertThat(headers.getString("x-zoo-library-root")).isEqualTo(zoo.getString("library_root"));
    assertThat(headers.getString("x-zoo-fee")).isEqualTo("0.01 KEEPER");
    assertThat(answer.getString("system_fingerprint")).matches("fp_[0-9a-f]{12}");
    assertThat(
            choice
                .getJsonObject("logprobs")
                .getJsonArray("content")
                .getJsonObject(0)
                .getJsonArray("top_logprobs"))
        .hasSize(2);
    String text = choice.getJsonObject("message").getString("content");
    JsonObject stream = seen.getJsonObject("stream");
    assertThat(stream.getString("text")).isEqualTo(text);
    assertThat(stream.getInt("logprobs")).isPositive();
    assertThat(stream.getBoolean("earlierUsage")).isTrue();
    assertThat(seen.getJsonObject("pinned").getInt("library_version")).isEqualTo(1);
    assertThat(seen.getJsonObject("rooted").getInt("library_version")).isEqualTo(1);
    assertThat(
            seen.getJsonObject("older").getJsonArray("choices").getJsonObject(0).getString("text"))
        .isEqualTo(Questions.KNOWN + text);
    assertThat(seen.getString("olderText")).isEqualTo(text);
    JsonObject embeddings = seen.getJsonObject("embeddings");
    assertThat(embeddings.getJsonArray("sizes").toString()).isEqualTo("[384,384]");
    assertThat(embeddings.getBoolean("same")).isTrue();
    assertThat(embeddings.getJsonNumber("length").doubleValue()).isBetween(0.999, 1.001);
  }

  private static void checkRefusals(JsonObject refusals) {
    refused(refusals, "n", 400, "unsupported_parameter", "n");
    refused(refusals, "tools", 400, "unsupported_parameter", "tools");
    refused(refusals, "unknown", 400, "unknown_parameter", "top_k");
    refused(refusals, "tokens", 400, "request_invalid", "max_tokens");
    refused(refusals, "streamed", 400, "unsupported_parameter", "presence_penalty");
    refused(refusals, "price", 400, "max_price_below_fee", "zoo.max_price");
    refused(refusals, "version", 404, "library_version_not_found", null);
    refused(refusals, "node", 400, "node_unknown", "zoo.ignore");
    refused(refusals, "model", 404, "model_not_found", null);
    refused(refusals, "tokenInput", 400, "unsupported_parameter", "input");
    refused(refusals, "responses", 404, "path_not_found", null);
    assertThat(refusals.getJsonObject("n").getString("name")).isEqualTo("BadRequestError");
    assertThat(refusals.getJsonObject("n").getString("type")).isEqualTo("invalid_request_error");
    assertThat(refusals.getJsonObject("responses").getString("id")).isNotBlank();
  }

  private static void refused(
      JsonObject refusals, String name, int status, String code, @Nullable String param) {
    JsonObject refusal = refusals.getJsonObject(name);
    assertThat(refusal.getInt("status")).as(name).isEqualTo(status);
    assertThat(refusal.getString("code")).as(name).isEqualTo(code);
    assertThat(refusal.isNull("param") ? null : refusal.getString("param"))
        .as(name)
        .isEqualTo(param);
  }

  private static void checkTools(JsonObject seen) {
    JsonObject tools = seen.getJsonObject("tools");
    JsonObject called = tools.getJsonObject("called").getJsonArray("choices").getJsonObject(0);
    assertThat(called.getString("finish_reason")).isEqualTo("tool_calls");
    assertThat(called.getJsonObject("message").isNull("content")).isTrue();
    assertThat(tools.getJsonObject("streamed").getString("arguments")).isEqualTo("{\"by\":1}");
    assertThat(tools.getString("followed")).isEqualTo("The tool said 42");
    assertThat(seen.getJsonArray("several").toString())
        .isEqualTo("[\"choice 0\",\"choice 1\"]")
        .isEqualTo(seen.getJsonArray("severalStreamed").toString());
    assertThat(seen.getString("severalFee")).isEqualTo("0.04");
    JsonObject broken = seen.getJsonObject("broken");
    assertThat(broken.getString("seen")).isEqualTo("half an ");
    assertThat(broken.getString("code")).isEqualTo("node_unavailable");
  }

  @Test
  void junkIsRefusedWithTheErrorObject() throws Exception {
    String smallest = Questions.chat(Questions.KNOWN, 1).toString();
    junk("application/json", "{\"model\":\"a\",\"model\":\"b\"}", 400, "invalid_json");
    junk("application/json", "{\"a\":" + "[".repeat(100_000), 400, "invalid_json");
    junk("application/json", "{\"temperature\":NaN}", 400, "invalid_json");
    junk("application/json", "model=zoo", 400, "invalid_json");
    junk("text/plain", smallest, 415, "media_type_unsupported");
    junk("application/json", " ".repeat((4 << 20) + 1), 413, "body_too_large");
  }

  private void junk(String type, String body, int status, String code) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            request("/v1/chat/completions")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(code).isEqualTo(status);
    JsonObject error = Zoo.parse(answer.body()).getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo(code);
    assertThat(error.getString("type")).isEqualTo("invalid_request_error");
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(zoo.portal() + path))
        .header("Authorization", zoo.authorization(Zoo.PARTNER));
  }

  @Test
  void anAnswerIsFetchedLaterFollowedAndReplayed() throws Exception {
    String key = "\"" + UUID.randomUUID() + "\"";
    HttpResponse<String> taken = ask(key);
    assertThat(taken.statusCode()).isEqualTo(202);
    String id = Zoo.parse(taken.body()).getString("id");
    assertThat(taken.headers().firstValue("Location")).hasValue(zoo.portal() + QUERIES + "/" + id);
    assertThat(Zoo.parse(ask(key).body()).getString("id")).isEqualTo(id);
    zoo.eventually("it is answered", () -> query(id).getString("status").equals("done"));
    JsonObject answer = query(id).getJsonObject("answer");
    String text =
        answer
            .getJsonArray("choices")
            .getJsonObject(0)
            .getJsonObject("message")
            .getString("content");
    assertThat(answer.getJsonObject("zoo").getString("receipt_id")).isEqualTo(id);
    follow(id, text);
    visibleToItsOwnerAlone(id);
    sealed(id, text);
    zoo.eventually("its transcript is there", () -> replay("sam", id).status() == 200);
    JsonObject free = replay("sam", id).expect(200).json();
    assertThat(free.getBoolean("match")).as(free.toString()).isTrue();
    assertThat(free.containsKey("replay_receipt_id")).isFalse();
    JsonObject charged = replay(Zoo.PARTNER, id).expect(200).json();
    assertThat(charged.getBoolean("match")).as(charged.toString()).isTrue();
    assertThat(charged.getString("replay_receipt_id")).isNotEqualTo(id);
    replay("maya", id).expect(404);
  }

  private HttpResponse<String> ask(String key) throws Exception {
    return HTTP.send(
        request(QUERIES)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(Questions.chat(Questions.KNOWN, 3).toString()))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonObject query(String id) {
    return zoo.get(Zoo.PARTNER, QUERIES + "/" + id).expect(200).json();
  }

  private Reply replay(String who, String receipt) {
    return zoo.post(who, "/api/v1/receipts/" + receipt + "/replay", "{}");
  }

  private void follow(String id, String text) throws Exception {
    String all = events(id, null).body();
    assertThat(all).contains("event: text\nid: " + text.length() + "\n", "event: done\nid: end\n");
    String rest = events(id, "5").body();
    assertThat(rest)
        .contains("data: " + Json.createObjectBuilder().add("text", text.substring(5)).build());
    assertThat(events(id, "end").statusCode()).isEqualTo(204);
  }

  private HttpResponse<String> events(String id, @Nullable String last) throws Exception {
    HttpRequest.Builder request = request(QUERIES + "/" + id + "/events");
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    return HTTP.send(request.GET().build(), BodyHandlers.ofString());
  }

  private void visibleToItsOwnerAlone(String id) {
    zoo.get("maya", QUERIES + "/" + id).expect(404);
    zoo.get("sam", QUERIES + "/" + id + "/events").expect(404);
    zoo.get("paula", QUERIES + "/" + id).expect(200);
    JsonObject first =
        zoo.get(Zoo.PARTNER, QUERIES + "?size=1&search=done").expect(200).items().getJsonObject(0);
    assertThat(first.getString("id")).isEqualTo(id);
    assertThat(first.containsKey("messages")).isFalse();
    Reply ended = zoo.send(Zoo.PARTNER, "DELETE", QUERIES + "/" + id, "").expect(200);
    assertThat(ended.json().getString("status")).isEqualTo("done");
  }

  private void sealed(String id, String text) throws Exception {
    try (Connection database = zoo.database();
        PreparedStatement rows =
            database.prepareStatement(
                "select sealed_question, sealed_answer from queued_query where id = ?::uuid")) {
      rows.setString(1, id);
      ResultSet row = rows.executeQuery();
      assertThat(row.next()).isTrue();
      assertThat(new String(row.getBytes(1), StandardCharsets.ISO_8859_1)).doesNotContain("otter");
      assertThat(new String(row.getBytes(2), StandardCharsets.ISO_8859_1)).doesNotContain(text);
    }
  }

  @Test
  void aQueryThatIsRefusedLaterSaysWhyAndIsNotCharged() {
    String before = zoo.balance(Zoo.PARTNER);
    String id =
        zoo.post(Zoo.PARTNER, QUERIES, Questions.chat("What is love?", 1))
            .expect(202)
            .json()
            .getString("id");
    zoo.eventually("it has failed", () -> query(id).getString("status").equals("failed"));
    JsonObject reason = query(id).getJsonObject("reason");
    assertThat(reason.getString("code")).isEqualTo("outside-vocabulary");
    assertThat(reason.getInt("status")).isEqualTo(400);
    assertThat(zoo.balance(Zoo.PARTNER)).isEqualTo(before);
    zoo.post(Zoo.PARTNER, QUERIES, "{\"model\":\"gpt-none\",\"messages\":[]}").expect(404);
    zoo.post(Zoo.PARTNER, QUERIES, "{\"model\":\"zoo-keeper-tiny\"}").expect(400);
  }
}
