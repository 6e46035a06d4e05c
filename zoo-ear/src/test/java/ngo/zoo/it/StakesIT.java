package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.Test;

/** Stakes, slashes and proofs of personhood with the right and the wrong caller. */
class StakesIT {
  private static final String NOBODYS = new UUID(7, 7).toString();
  private final Zoo zoo = Zoo.shared();

  @Test
  void everyDoorIsShutForTheWrongCaller() {
    for (String path :
        List.of(
            "/stakes",
            "/stakes/unbondings",
            "/stakes/all",
            "/slashes/mine",
            "/personhood",
            "/personhood/all",
            "/personhood/attestations")) {
      zoo.get(Zoo.NOBODY, "/api/v1" + path).expect(401);
    }
    zoo.get(Zoo.NOBODY, "/api/v1/slashes").expect(200);
    zoo.get(Zoo.NOBODY, "/api/v1/slashes/" + NOBODYS).expect(404);
    for (String path : List.of("/stakes/all", "/personhood/all", "/personhood/attestations")) {
      zoo.get("maya", "/api/v1" + path).expect(403);
      zoo.get("sam", "/api/v1" + path).expect(200);
    }
    zoo.get(Zoo.PARTNER, "/api/v1/stakes").expect(403);
    zoo.get(Zoo.PARTNER, "/api/v1/personhood").expect(403);
    zoo.post("maya", "/api/v1/slashes", slash(stake().getString("id"), "own")).expect(403);
    zoo.post("maya", "/api/v1/personhood/attestations", attestation("omar")).expect(403);
    code(zoo.post("maya", withdraw(stake().getString("id")), amount("1")), 404, "stake-not-found");
    zoo.post("maya", "/api/v1/stakes/unbondings/" + NOBODYS + "/cancel", "{}").expect(404);
    String others =
        """
        {"role": "inference-node", "node_id": "%s", "amount": {"value": "1000", "asset": "KEEPER"}}
        """
            .formatted(stake().getString("node_id"));
    code(zoo.post("maya", "/api/v1/stakes", others), 404, "node-not-found");
  }

  @Test
  void aStakeIsLockedWithdrawnSlashedAndGivenBack() {
    JsonObject stake = stake();
    String id = stake.getString("id");
    lock(stake, "4000");
    code(zoo.post("petra", withdraw(id), amount("4999")), 400, "stake-below-minimum");
    code(zoo.post("petra", withdraw(id), amount("999999")), 409, "stake-too-small");
    JsonObject leaving = zoo.post("petra", withdraw(id), amount("500")).expect(201).json();
    String cancel = "/api/v1/stakes/unbondings/" + leaving.getString("id") + "/cancel";
    assertThat(zoo.post("petra", cancel, "{}").expect(200).json().getString("state"))
        .isEqualTo("cancelled");
    zoo.post("petra", withdraw(id), amount("500")).expect(201);

    String slash = slashed(id, "first");
    code(zoo.post("sam", "/api/v1/slashes", slash(id, "first")), 409, "slash-repeated");
    assertThat(disputed()).isEqualByComparingTo("500");
    appealed(slash);
    code(zoo.post("sam", decision(slash), decided("overturned")), 403, "second-person-needed");
    zoo.post("iris", decision(slash), decided("overturned")).expect(200);
    assertThat(disputed()).isEqualByComparingTo("0");
    assertThat(zoo.get(Zoo.NOBODY, "/api/v1/slashes").body())
        .contains(slash, "overturned", "false-answers")
        .doesNotContain("wrong on purpose", "Petra", "petra\"");
    zoo.get("maya", "/api/v1/slashes/" + slash + "/file").expect(404);
    assertThat(zoo.get("petra", "/api/v1/slashes/" + slash + "/file").expect(200).body())
        .contains("wrong on purpose");

    String burned = slashed(id, "second");
    zoo.advance("P8D");
    zoo.eventually("the slash takes effect", () -> state(burned).equals("effective"));
    zoo.eventually(
        "the rest is on petra's account",
        () -> decimal(stake(), "unbonding").signum() == 0 && disputed().signum() == 0);
    assertThat(decimal(stake(), "locked")).isGreaterThanOrEqualTo(new BigDecimal("1000"));
    assertThat(zoo.get("sam", "/api/v1/money/check").expect(200).json().getBoolean("sound"))
        .isTrue();
  }

  @Test
  void aNodeWithoutItsStakeIsNotChosen() {
    JsonObject stake = stake();
    String all = stake.getJsonObject("locked").getString("value");
    String leaving =
        zoo.post("petra", withdraw(stake.getString("id")), amount(all))
            .expect(201)
            .json()
            .getString("id");
    zoo.eventually("nobody answers", () -> ask().status() == 503);

    zoo.post("petra", "/api/v1/stakes/unbondings/" + leaving + "/cancel", "{}").expect(200);

    zoo.eventually("the node is chosen again", () -> ask().status() == 200);
  }

  @Test
  void twoOfStaffConfirmAPerson() {
    String path = "/api/v1/personhood/attestations";
    code(zoo.post("sam", path, attestation("nobody-at-all")), 404, "member-not-found");
    code(zoo.post("sam", path, attestation("sam")), 403, "own-attestation");
    String id = zoo.post("sam", path, attestation("omar")).expect(201).json().getString("id");
    code(zoo.post("iris", path, attestation("omar")), 409, "attestation-open");
    String confirm = path + "/" + id + "/confirm";
    code(zoo.post("sam", confirm, "{}"), 403, "second-person-needed");
    zoo.post("iris", confirm, "{}").expect(200);
    zoo.post("iris", confirm, "{}").expect(200);

    JsonObject mine = zoo.get("omar", "/api/v1/personhood").expect(200).json();
    JsonObject proof = mine.getJsonArray("proofs").getJsonObject(0);
    assertThat(proof.getString("state")).isEqualTo("valid");
    assertThat(proof.getString("nullifier")).matches("[0-9a-f]{64}");
    assertThat(mine.getJsonArray("providers").toString()).contains("world-id", "bright-id");
    code(
        zoo.post(
            "omar",
            "/api/v1/personhood/verify",
            "{\"provider\": \"world-id\", \"action\": \"membership\"}"),
        503,
        "personhood-off");
    String revoke = "/api/v1/personhood/" + proof.getString("id") + "/revoke";
    zoo.post("omar", revoke, "{}").expect(403);
    assertThat(zoo.post("iris", revoke, "{}").expect(200).json().getString("state"))
        .isEqualTo("revoked");
  }

  /** Petra's stake behind the demonstration's node. */
  private JsonObject stake() {
    zoo.eventually(
        "the demonstration's node has its stake",
        () -> !zoo.get("petra", "/api/v1/stakes").expect(200).items().isEmpty());
    return zoo.get("petra", "/api/v1/stakes").expect(200).items().getJsonObject(0);
  }

  private void lock(JsonObject stake, String amount) {
    String body =
        """
        {"role": "inference-node", "node_id": "%s", "amount": {"value": "%s", "asset": "KEEPER"}}
        """
            .formatted(stake.getString("node_id"), amount);
    zoo.post("petra", "/api/v1/stakes", body).expect(201);
  }

  private String slashed(String stake, String evidence) {
    JsonObject file = zoo.post("sam", "/api/v1/slashes", slash(stake, evidence)).expect(201).json();
    return file.getJsonObject("slash").getString("id");
  }

  private void appealed(String slash) {
    String path = "/api/v1/slashes/" + slash + "/appeal";
    zoo.post("maya", path, "{\"text\": \"It was not me at all.\"}").expect(404);
    zoo.post("petra", path, "{\"text\": \"It was not me at all.\"}").expect(200);
    code(zoo.post("petra", path, "{\"text\": \"It was not me.\"}"), 409, "slash-appealed");
  }

  private Reply ask() {
    return zoo.post(
        "maya",
        "/v1/chat/completions",
        """
        {"model": "zoo-keeper-tiny",
         "messages": [{"role": "user", "content": "The sign shows otter: 4 0 7 2"}]}
        """);
  }

  private BigDecimal disputed() {
    return decimal(stake(), "disputed");
  }

  private String state(String slash) {
    return zoo.get(Zoo.NOBODY, "/api/v1/slashes/" + slash).expect(200).json().getString("state");
  }

  private static BigDecimal decimal(JsonObject stake, String field) {
    return new BigDecimal(stake.getJsonObject(field).getString("value"));
  }

  private static void code(Reply reply, int status, String code) {
    assertThat(reply.expect(status).json().getString("type")).endsWith(code);
  }

  private static String withdraw(String stake) {
    return "/api/v1/stakes/" + stake + "/withdraw";
  }

  private static String decision(String slash) {
    return "/api/v1/slashes/" + slash + "/decision";
  }

  private static String decided(String decision) {
    return "{\"decision\": \"%s\", \"text\": \"As its log shows.\"}".formatted(decision);
  }

  private static String amount(String value) {
    return "{\"amount\": {\"value\": \"%s\", \"asset\": \"KEEPER\"}}".formatted(value);
  }

  private static String attestation(String login) {
    return "{\"login\": \"%s\", \"action\": \"membership\"}".formatted(login);
  }

  private static String slash(String stake, String evidence) {
    return """
    {"stake_id": "%s", "reason": "false-answers", "text": "It was wrong on purpose.",
     "evidence": "https://example.org/it/%s", "share_bp": 1000}
    """
        .formatted(stake, evidence);
  }
}
