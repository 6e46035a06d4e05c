package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A reward epoch from an answer to its audit, over HTTP. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RewardsIT {
  private static String receipt = "";
  private static int epoch;

  private final Zoo zoo = Zoo.shared();

  @Test
  @Order(1)
  void onlyStaffRegisterContributionsAndRunEpochs() {
    String dataset =
        "{\"login\":\"lin\",\"name\":\"Signs\",\"records\":10000,\"quality_bp\":10000}";
    String hours = "{\"login\":\"lin\",\"hours\":1,\"reason\":\"Annotated signs\"}";
    Map.of("datasets", dataset, "hours", hours)
        .forEach(
            (what, body) -> {
              String path = "/api/v1/contributions/" + what;
              zoo.post(Zoo.NOBODY, path, body).expect(401);
              zoo.post("lin", path, body).expect(403);
              zoo.post("sam", path, "{\"login\":\"lin\"}").expect(400);
            });
    zoo.post("sam", "/api/v1/contributions/datasets", dataset.replace("lin", "nobody-here"))
        .expect(404);
    zoo.post("sam", "/api/v1/contributions/datasets", dataset).expect(201);
    zoo.post("sam", "/api/v1/contributions/hours", hours).expect(201);
    zoo.eventually("an epoch is open", this::isOpen);
    epoch = newest().getInt("number");
    zoo.post("lin", path("/runs"), "{}").expect(403);
    zoo.post("sam", path("/runs"), "{}").expect(409);
    zoo.post("sam", path("/stop"), "{}").expect(409);
    zoo.get("lin", path("/runs")).expect(403);
    zoo.get("lin", path("/audit")).expect(403);
    zoo.get("sam", path("/audit")).expect(409);
    zoo.get(Zoo.NOBODY, path("/payouts")).expect(401);
    zoo.get("sam", "/api/v1/epochs/99999").expect(404);
  }

  @Test
  @Order(2)
  void anEpochThatIsOverIsPaidAndVerified() {
    receipt =
        zoo.post(Zoo.PARTNER, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 1))
            .expect(200)
            .json()
            .getJsonObject("zoo")
            .getString("receipt_id");
    zoo.advance("PT61M");
    zoo.eventually(
        "the receipt is final",
        () ->
            zoo.get(Zoo.PARTNER, "/api/v1/receipts/" + receipt)
                .json()
                .getString("status")
                .equalsIgnoreCase("final"));
    epoch = newest().getInt("number");
    zoo.advance("P8D");
    zoo.eventually("the epoch is verified", () -> one().getString("status").equals("verified"));

    assertThat(one().getJsonNumber("differences").longValue()).isZero();
    assertThat(amount(one(), "rewards")).isPositive();
    JsonObject run = zoo.get("sam", path("/runs")).expect(200).items().getJsonObject(0);
    assertThat(run.getString("status")).isEqualTo("completed");
    assertThat(run.getInt("done")).isEqualTo(run.getInt("total")).isPositive();
    zoo.post("sam", path("/runs"), "{}").expect(409);
  }

  @Test
  @Order(3)
  void payoutsAreSeenByTheirPayeesAndAddUp() {
    List<JsonObject> all =
        zoo.get("sam", path("/payouts?size=200")).expect(200).items().getValuesAs(JsonObject.class);
    BigDecimal paid =
        all.stream()
            .filter(
                one -> List.of("data", "experience", "inference").contains(one.getString("kind")))
            .map(one -> amount(one, "amount"))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(paid).isEqualByComparingTo(amount(one(), "rewards"));
    assertThat(all)
        .extracting(one -> one.getString("kind"))
        .contains("experience", "inference", "revenue", "credits");
    assertThat(all).allSatisfy(one -> assertThat(one).containsKey("paid_by"));
    assertThat(zoo.get("omar", path("/payouts?size=200")).expect(200).json().getInt("total"))
        .isLessThan(all.size());
    JsonObject audit = zoo.get("sam", path("/audit")).expect(200).json();
    assertThat(audit.getBoolean("sound")).isTrue();
    assertThat(audit.getJsonArray("lines")).hasSize(6);
  }

  @Test
  @Order(4)
  void aContributorSeesWhyAnAmountWasPaid() {
    String author = authorOf(receipt);
    JsonObject earnings =
        zoo.get(author, "/api/v1/earnings?kind=answers&size=200").expect(200).json();
    JsonObject row =
        earnings.getJsonArray("items").getValuesAs(JsonObject.class).stream()
            .filter(one -> one.getString("receipt_id").equals(receipt))
            .findFirst()
            .orElseThrow();
    JsonObject why = zoo.get(author, "/api/v1/earnings/attributions/" + receipt).expect(200).json();

    assertThat(amount(why, "yours")).isEqualByComparingTo(amount(row, "amount"));
    assertThat(amount(why, "paid").add(amount(why, "rounding")))
        .isEqualByComparingTo(amount(why, "pool"));
    assertThat(why.getString("query_hash")).hasSize(64);
    assertThat(why.getString("entry_id")).isEqualTo(row.getString("entry_id"));
    zoo.get("sam", "/api/v1/earnings/attributions/" + receipt).expect(200);
    zoo.get(Zoo.PARTNER, "/api/v1/earnings/attributions/" + receipt).expect(404);
    zoo.get(Zoo.NOBODY, "/api/v1/earnings/attributions/" + receipt).expect(401);
    assertThat(zoo.get(author, "/api/v1/earnings?format=csv").expect(200).body())
        .startsWith("at,kind,amount,asset,")
        .contains(receipt);
    assertThat(zoo.get(author, "/api/v1/earnings/days").expect(200).items()).isNotEmpty();
    zoo.get(author, "/api/v1/earnings?kind=tips").expect(400);
  }

  @Test
  @Order(5)
  void aProviderSeesWhatItsNodesEarnedAndNobodyElsesNodes() {
    JsonObject node =
        zoo
            .get(Zoo.NOBODY, "/api/v1/nodes?size=200")
            .expect(200)
            .items()
            .getValuesAs(JsonObject.class)
            .stream()
            .filter(one -> one.getString("name").equals("gpu-node"))
            .findFirst()
            .orElseThrow();
    String own = "/api/v1/earnings?node=" + node.getString("id");
    assertThat(amount(zoo.get("petra", own).expect(200).json(), "earned")).isPositive();
    zoo.get("omar", own).expect(404);
    assertThat(amount(zoo.get("petra", "/api/v1/reputation").expect(200).json(), "provider"))
        .isPositive();
    zoo.get("omar", "/api/v1/reputation?party=" + node.getString("owner_id")).expect(403);
  }

  @Test
  @Order(6)
  void boardsSayNoNamesUnlessTheyAreWanted() {
    String author = authorOf(receipt);
    String label =
        zoo.get(author, "/api/v1/leader-board/name").expect(200).json().getString("label");
    String board = zoo.get(Zoo.NOBODY, "/api/v1/leader-board").expect(200).body();

    assertThat(board).contains(label).doesNotContainIgnoringCase("\"" + author + "\"");
    assertThat(zoo.get(Zoo.NOBODY, "/api/v1/leader-board?board=answers&epoch=" + epoch).items())
        .isNotEmpty();
    zoo.get(Zoo.NOBODY, "/api/v1/leader-board?board=tips").expect(400);
  }

  /** Among the people of the demo, who was paid for this answer. */
  private String authorOf(String receipt) {
    return List.of("maya", "omar", "lin", "ada", "tomas").stream()
        .filter(
            login ->
                zoo.get(login, "/api/v1/earnings?kind=answers&size=200").body().contains(receipt))
        .findFirst()
        .orElseThrow();
  }

  /** One that is over stays open until it is looked at. */
  private boolean isOpen() {
    JsonObject newest = newest();
    return newest.getString("status").equals("open") && now().isBefore(endOf(newest));
  }

  private Instant now() {
    return Instant.parse(zoo.get("sam", "/api/v1/dev/clock").expect(200).json().getString("now"));
  }

  private static Instant endOf(JsonObject epoch) {
    return Instant.parse(epoch.getString("ends_at"));
  }

  private JsonObject newest() {
    List<JsonObject> epochs =
        zoo.get(Zoo.NOBODY, "/api/v1/epochs").expect(200).items().getValuesAs(JsonObject.class);
    return epochs.isEmpty()
        ? Json.createObjectBuilder().add("status", "none").build()
        : epochs.getFirst();
  }

  private JsonObject one() {
    return zoo.get(Zoo.NOBODY, path("")).expect(200).json();
  }

  private static String path(String below) {
    return "/api/v1/epochs/" + epoch + below;
  }

  private static BigDecimal amount(JsonObject object, String name) {
    return new BigDecimal(object.getJsonObject(name).getString("value"));
  }
}
