package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import ngo.zoo.dev.client.Reply;
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
    JsonObject question =
        Json.createObjectBuilder(Questions.chat(Questions.KNOWN, 3))
            .add("zoo", Json.createObjectBuilder().add("strategy", strategy))
            .build();
    return zoo.post("lin", "/v1/chat/completions", question);
  }

  private static String path(String receipt) {
    return "/api/v1/receipts/" + receipt + "/decision";
  }
}
