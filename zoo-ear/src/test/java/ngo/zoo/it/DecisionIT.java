package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.dev.client.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Why this node: told to who paid and to staff, and to nobody else. */
@ExtendWith(StackExtension.class)
class DecisionIT {
  private final Zoo zoo = Zoo.shared();

  @Test
  void whoPaidSeesWhyTheNodeWasChosenAndWhyTheOthersWereNot() {
    JsonObject answer = asked("round-robin").expect(200).json().getJsonObject("zoo");
    JsonObject decision = zoo.get("lin", path(answer.getString("receipt_id"))).expect(200).json();
    assertThat(decision.getString("receipt_id")).isEqualTo(answer.getString("receipt_id"));
    assertThat(decision.getString("strategy")).isEqualTo("round-robin");
    assertThat(decision.getString("node")).isEqualTo(answer.getString("node"));
    assertThat(decision.getInt("attempt")).isPositive();
    List<JsonObject> nodes = decision.getJsonArray("nodes").getValuesAs(JsonObject.class);
    assertThat(nodes)
        .filteredOn(node -> node.getString("verdict").equals("chosen"))
        .extracting(node -> node.getString("node"))
        .containsExactly(answer.getString("node"));
    assertThat(nodes)
        .allSatisfy(
            node -> {
              assertThat(node.getString("reason")).isNotBlank();
              assertThat(node.getInt("slots")).isPositive();
            });
  }

  /** A plan's word counts where the question says nothing; a question's own word counts more. */
  @Test
  void anOrganisationsPlanSaysHowItsNodesAreChosen() {
    String name = "Rowan " + UUID.randomUUID().toString().substring(0, 8);
    String organisation =
        made("/api/v1/organisations", "{\"name\":\"%1$s\",\"client_id\":\"%1$s\"}", name);
    String plan =
        made("/api/v1/plans", "{\"name\":\"%s\",\"terms\":{\"strategy\":\"cheapest\"}}", name);
    String of = "/api/v1/organisations/" + organisation;
    made("/api/v1/credits", CREDIT.formatted(organisation, "%1$s"), name);
    String project =
        zoo.get("sam", of + "/projects").expect(200).items().getJsonObject(0).getString("id");
    String draft =
        "{\"project_id\":\"%s\",\"name\":\"IT\",\"scopes\":[\"chat:write\",\"usage:read\"]}";
    String key =
        zoo.post("sam", of + "/keys", draft.formatted(project))
            .expect(201)
            .json()
            .getString("secret");
    String before = strategy(key, asking(null));
    assertThat(before).isNotEqualTo("cheapest");
    zoo.post("sam", of + "/plan", "{\"plan_id\":\"%s\"}".formatted(plan)).expect(200);
    zoo.eventually("the plan counts", () -> strategy(key, asking(null)).equals("cheapest"));
    assertThat(strategy(key, asking("round-robin"))).isEqualTo("round-robin");
    assertThat(strategy(zoo.apiKey(), asking(null))).isEqualTo(before);
  }

  private static final String CREDIT =
      """
      {"organisation_id": "%s", "amount": {"value": "10"}, "reason": "Test", "idempotency_key": "%s"}
      """;

  private String made(String path, String body, String name) {
    return zoo.post("sam", path, body.formatted(name)).expect(201).json().getString("id");
  }

  /** How the node was chosen that answered the key's question. */
  private String strategy(String key, JsonObject question) {
    String receipt =
        zoo.postWithToken(key, "/v1/chat/completions", question)
            .expect(200)
            .json()
            .getJsonObject("zoo")
            .getString("receipt_id");
    return zoo.getWithToken(key, path(receipt)).expect(200).json().getString("strategy");
  }

  @Test
  void nobodyElseSeesIt() {
    String receipt =
        asked("cheapest").expect(200).json().getJsonObject("zoo").getString("receipt_id");
    zoo.get(Zoo.NOBODY, path(receipt)).expect(401);
    Reply other = zoo.get("omar", path(receipt)).expect(404);
    assertThat(other.json().getString("code")).isEqualTo("receipt-not-found");
    zoo.get(Zoo.PARTNER, path(receipt)).expect(404);
    zoo.get("sam", path(receipt)).expect(200);
    zoo.get("sam", path("01900000-0000-7000-8000-000000000000")).expect(404);
  }

  private Reply asked(String strategy) {
    return zoo.post("lin", "/v1/chat/completions", asking(strategy));
  }

  private static JsonObject asking(@Nullable String strategy) {
    JsonObject plain = Questions.chat(Questions.KNOWN, 3);
    return strategy == null
        ? plain
        : Json.createObjectBuilder(plain)
            .add("zoo", Json.createObjectBuilder().add("strategy", strategy))
            .build();
  }

  private static String path(String receipt) {
    return "/api/v1/receipts/" + receipt + "/decision";
  }
}
