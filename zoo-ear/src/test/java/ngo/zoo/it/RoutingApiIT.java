package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Receipts, transcripts, lists and addresses of what was made, and what the document says. */
@ExtendWith(StackExtension.class)
class RoutingApiIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String RECEIPTS = "/api/v1/receipts";

  private final Zoo zoo = Zoo.shared();

  private String asked(String who) {
    return zoo.post(who, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 5))
        .expect(200)
        .json()
        .getJsonObject("zoo")
        .getString("receipt_id");
  }

  private String seen(String who, String id) {
    return zoo.get(who, RECEIPTS + "/" + id).expect(200).body();
  }

  @Test
  void aReceiptNamesItsPayerToPayerAndStaffAlone() {
    String id = asked("lin");
    zoo.eventually("the receipt is written", () -> status("lin", RECEIPTS + "/" + id) == 200);
    String payer = zoo.get("lin", "/api/v1/me").expect(200).json().getString("id");
    JsonObject own = zoo.get("lin", RECEIPTS + "/" + id).expect(200).json();
    assertThat(own.getString("payer_id")).isEqualTo(payer);
    assertThat(own.getString("transcript")).isEqualTo(RECEIPTS + "/" + id + "/transcript");
    assertThat(seen("sam", id)).contains("\"payer_id\"").doesNotContain("\"transcript\"");
    assertThat(seen("omar", id)).doesNotContain("\"payer_id\"").doesNotContain("\"transcript\"");
    assertThat(seen(Zoo.PARTNER, id)).doesNotContain("\"payer_id\"");
    zoo.get(Zoo.NOBODY, RECEIPTS + "/" + id).expect(401);
  }

  @Test
  void whoPaidReadsWhatWasAskedAndAnswered() {
    String id = asked(Zoo.PARTNER);
    String path = RECEIPTS + "/" + id + "/transcript";
    JsonObject kept = zoo.get(Zoo.PARTNER, path).expect(200).json();
    assertThat(kept.getJsonArray("messages").getJsonObject(0).getString("content"))
        .isEqualTo(Questions.KNOWN);
    assertThat(kept.getInt("seed")).isEqualTo(5);
    assertThat(kept.getJsonObject("answer").getJsonObject("zoo").getString("receipt_id"))
        .isEqualTo(id);
    zoo.get("paula", path).expect(200);
    for (String stranger : new String[] {"lin", "sam", "petra"}) {
      Reply refused = zoo.get(stranger, path).expect(404);
      assertThat(refused.json().getString("code")).isEqualTo("receipt-not-found");
    }
    zoo.get(Zoo.NOBODY, path).expect(401);
  }

  @Test
  void receiptsAreFilteredAndWrittenAsATable() {
    String id = asked("lin");
    zoo.eventually("the receipt is written", () -> status("lin", RECEIPTS + "/" + id) == 200);
    String node = zoo.get("lin", RECEIPTS + "/" + id).json().getString("node_id");
    String held = RECEIPTS + "?status=held&size=200&node=" + node;
    assertThat(zoo.get("lin", held).expect(200).body()).contains(id);
    assertThat(zoo.get("lin", RECEIPTS + "?node=" + UUID.randomUUID()).expect(200).items())
        .isEmpty();
    assertThat(zoo.get("lin", RECEIPTS + "?to=2020-01-01").expect(200).items()).isEmpty();
    String table = zoo.get("lin", held + "&format=csv").expect(200).body();
    assertThat(table).startsWith("answered_at,receipt,model,node,").contains(id);
    zoo.get("lin", RECEIPTS + "?status=paid").expect(400);
    zoo.get("lin", RECEIPTS + "?from=yesterday").expect(400);
  }

  @Test
  void nodesAreFilteredAndPaged() {
    JsonObject page = zoo.get(Zoo.NOBODY, "/api/v1/nodes?size=1").expect(200).json();
    assertThat(page.getJsonArray("items")).hasSize(1);
    assertThat(page.getInt("total")).isGreaterThan(1);
    assertThat(page.getString("next")).contains("first=1");
    JsonArray serving =
        zoo.get(Zoo.NOBODY, "/api/v1/nodes?model=zoo-keeper-tiny&size=200").expect(200).items();
    assertThat(serving.getValuesAs(JsonObject.class))
        .isNotEmpty()
        .allSatisfy(
            node -> assertThat(node.getJsonArray("models").toString()).contains("keeper-tiny"));
    assertThat(zoo.get(Zoo.NOBODY, "/api/v1/nodes?search=no-such-node").expect(200).items())
        .isEmpty();
    zoo.get(Zoo.NOBODY, "/api/v1/nodes?state=asleep").expect(400);
  }

  @Test
  void whatIsMadeHasAnAddress() throws Exception {
    JsonObject acme =
        zoo.get("paula", "/api/v1/organisations").expect(200).items().getJsonObject(0);
    String at = "/api/v1/organisations/" + acme.getString("id");
    String project = made("paula", at + "/projects", "{\"name\":\"P-%s\"}".formatted(name()));
    assertThat(project).startsWith(at + "/projects/");
    String key =
        made(
            "paula",
            at + "/keys",
            "{\"project_id\":\"%s\",\"name\":\"%s\",\"scopes\":[\"models:read\"]}"
                .formatted(project.substring(project.lastIndexOf('/') + 1), name()));
    String budget =
        made(
            "paula",
            at + "/budgets",
            "{\"key_id\":\"%s\",\"period\":\"day\",\"limit\":{\"value\":\"1\"}}"
                .formatted(key.substring(key.lastIndexOf('/') + 1)));
    for (String path : new String[] {project, key, budget}) {
      assertThat(path).endsWith(zoo.get("paula", path).expect(200).json().getString("id"));
      assertThat(status("maya", path)).isEqualTo(403);
    }
    assertThat(zoo.get("paula", at + "/keys?search=no-such-key").expect(200).items()).isEmpty();
    zoo.post("paula", key + "/revoke", "{}").expect(204);
  }

  @Test
  void aCodeForANodeIsListedAndTakenBack() throws Exception {
    String path = made("petra", "/api/v1/nodes/enrolments", "");
    Reply listed = zoo.get("petra", "/api/v1/nodes/enrolments").expect(200);
    assertThat(listed.body())
        .contains(path.substring(path.lastIndexOf('/') + 1))
        .doesNotContain("zne_");
    assertThat(zoo.get("petra", path).expect(200).json().getString("state")).isEqualTo("open");
    zoo.get("maya", path).expect(403);
    zoo.send("petra", "DELETE", path, "").expect(204);
    assertThat(zoo.get("petra", path).expect(200).json().getString("state")).isEqualTo("over");
  }

  @Test
  void aPlanNamesAStrategyThereIs() {
    String terms = "{\"name\":\"S-%s\",\"terms\":{\"strategy\":\"%s\"}}";
    assertThat(
            zoo.post("sam", "/api/v1/plans", terms.formatted(name(), "round-robin"))
                .expect(201)
                .body())
        .contains("\"strategy\":\"round-robin\"");
    zoo.post("sam", "/api/v1/plans", terms.formatted(name(), "by-moonlight")).expect(400);
  }

  @Test
  void theDocumentNamesWhatARequestMayHold() {
    JsonObject document = zoo.get(Zoo.NOBODY, "/openapi?format=json").expect(200).json();
    JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
    assertThat(properties(schemas, "ChatCompletionRequest"))
        .containsKeys("model", "messages", "max_completion_tokens", "zoo");
    assertThat(properties(schemas, "ZooOptions")).containsKeys("max_price", "strategy", "session");
    assertThat(properties(schemas, "ZooAnswer")).containsKeys("receipt_id", "experiences_used");
    JsonObject chat = document.getJsonObject("paths").getJsonObject("/v1/chat/completions");
    assertThat(chat.getJsonObject("post").getJsonObject("requestBody").toString())
        .contains("#/components/schemas/ChatCompletionRequest");
    assertThat(chat.toString()).contains("OpenAI's error object");
  }

  private static JsonObject properties(JsonObject schemas, String name) {
    assertThat(schemas).containsKey(name);
    return schemas.getJsonObject(name).getJsonObject("properties");
  }

  private static String name() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private int status(String who, String path) {
    return zoo.get(who, path).status();
  }

  /** The path of what a POST made, which is what its Location says. */
  private String made(String who, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(zoo.portal() + path))
            .header("Authorization", zoo.authorization(who))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(zoo.portal());
    return location.substring(zoo.portal().length());
  }
}
