package ngo.zoo.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.ProofCheck;
import ngo.zoo.log.ProofFile;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A challenged answer on its way to the panel and back to who paid for it. */
@ExtendWith(StackExtension.class)
class DisputesIT {
  private static final String NOBODYS = new UUID(7, 7).toString();
  private static final String REASON = "{\"reason\": \"The digits are not what the rule gives.\"}";
  private final Zoo zoo = Zoo.shared();

  @Test
  void doorsAreShutForTheWrongCaller() {
    zoo.get(Zoo.NOBODY, "/api/v1/disputes").expect(200);
    zoo.get(Zoo.NOBODY, "/api/v1/disputes/" + NOBODYS).expect(404);
    zoo.get(Zoo.NOBODY, "/api/v1/disputes/" + NOBODYS + "/evidence").expect(404);
    zoo.get(Zoo.NOBODY, "/api/v1/disputes/" + NOBODYS + "/votes").expect(401);
    zoo.post(Zoo.NOBODY, challenge(NOBODYS), REASON).expect(401);
    code(zoo.post("maya", challenge(NOBODYS), REASON), 404, "receipt-not-found");
    code(zoo.post("maya", votes(NOBODYS), vote("uphold")), 404, "dispute-not-found");
    String wanted = "{\"model_sha256\": \"00\", \"nodes\": []}";
    zoo.post("maya", "/api/v1/verification/calibrations", wanted).expect(403);
    code(zoo.post("sam", "/api/v1/verification/calibrations", wanted), 409, "too-few-runs");
    zoo.get(Zoo.NOBODY, "/api/v1/nodes/" + NOBODYS + "/verifications").expect(404);
    zoo.get(Zoo.NOBODY, "/api/v1/nodes/" + NOBODYS + "/record").expect(404);
  }

  @Test
  void anUpheldChallengeGivesTheFeeBack() {
    String receipt = answered("lin");
    code(zoo.post("iris", challenge(receipt), REASON), 403, "not-a-party");
    code(zoo.post("lin", challenge(receipt), "{\"reason\": \"bad\"}"), 400, "challenge-reason");
    JsonObject doubted = zoo.post("lin", challenge(receipt), REASON).expect(200).json();
    assertThat(doubted.getString("verification")).isEqualTo("failed-once");
    code(zoo.post("lin", challenge(receipt), REASON), 409, "already-disputed");

    zoo.soon("it is disputed", () -> verification(receipt).equals("disputed"));
    JsonObject dispute = disputeOf(receipt);
    String id = dispute.getString("id");
    assertThat(dispute.getString("state")).isEqualTo("voting");
    assertThat(dispute.toString()).doesNotContain("lin\"", "petra\"");
    String evidence =
        zoo.get(Zoo.NOBODY, "/api/v1/disputes/" + id + "/evidence").expect(200).body();
    assertThat(CanonicalJson.of(CanonicalJson.parse(evidence))).isEqualTo(evidence);
    assertThat(HexFormat.of().formatHex(Sha256.ofText(evidence)))
        .isEqualTo(dispute.getString("evidence_sha256"));
    assertThat(evidence).contains(receipt, "node_seal").doesNotContain("The sign shows");
    mustBeProven(id, dispute.getString("evidence_sha256"));

    zoo.eventually(
        "the panel votes", () -> zoo.post("sam", votes(id), vote("uphold")).status() == 201);
    code(zoo.post("maya", votes(id), vote("uphold")), 403, "role-missing");
    code(zoo.post("sam", votes(id), vote("uphold")), 409, "already-voted");
    zoo.post("iris", votes(id), vote("uphold")).expect(201);
    zoo.post("ada", votes(id), vote("uphold")).expect(201);
    code(zoo.post("ada", votes(id), vote("uphold")), 409, "panel-closed");

    zoo.eventually("the fee is back", () -> verification(receipt).equals("upheld"));
    assertThat(zoo.get("lin", "/api/v1/receipts/" + receipt).expect(200).json().getString("status"))
        .isEqualTo("refunded");
    assertThat(disputeOf(receipt).getString("state")).isEqualTo("upheld");
    assertThat(
            Charges.texts(
                """
                select (sum(p.amount) + max(r.fee))::text from journal_entry e
                join posting p on p.entry_id = e.id join account a on a.id = p.account_id
                join receipt r on r.id = e.cause_id
                where r.id = ?::uuid and a.kind = 'FEE_HELD' and p.amount < 0
                """,
                receipt))
        .as("what is still held of the fee")
        .containsExactly("0");
    code(zoo.post("lin", challenge(receipt), REASON), 409, "answer-final");
    assertThat(zoo.get("sam", "/api/v1/money/check").expect(200).json().getBoolean("sound"))
        .isTrue();
  }

  /** The log holds what the panel was shown, as anybody can check without asking the operator. */
  private void mustBeProven(String dispute, String sha256) {
    String path = "/api/v1/proofs/dispute/" + dispute;
    zoo.eventually("it is in the log", () -> zoo.get(Zoo.NOBODY, path).status() == 200);
    ProofFile file = ProofFile.parse(zoo.get(Zoo.NOBODY, path).expect(200).body());
    String key = zoo.get(Zoo.NOBODY, "/api/v1/log/key").expect(200).body().strip();
    assertThat(ProofCheck.verified(ProofCheck.all(file, key))).isTrue();
    assertThat(file.record()).contains("\"type\":\"dispute\"", dispute, sha256);
  }

  @Test
  void anOverturnedChallengePaysTheAnswerAndThePartnerIsToldOfBoth() throws Exception {
    try (Receiver receiver = new Receiver()) {
      JsonObject webhook = webhook(receiver);
      String receipt = overturned(receiver, webhook.getString("secret"));
      replay(webhook.getJsonObject("webhook").getString("id"), receiver);
      becomesFinal(receipt);
    }
  }

  private String overturned(Receiver receiver, String secret) throws Exception {
    String receipt = answered(Zoo.PARTNER);
    zoo.post("paula", challenge(receipt), REASON).expect(200);
    zoo.soon("it is disputed", () -> verification(receipt).equals("disputed"));
    String id = disputeOf(receipt).getString("id");
    JsonObject opened = told(receiver, "dispute.opened", id, secret);
    assertThat(opened.getString("receipts")).isEqualTo(receipt);
    assertThat(opened).doesNotContainKey("outcome");
    zoo.eventually(
        "the panel votes", () -> zoo.post("sam", votes(id), vote("overturn")).status() == 201);
    zoo.post("iris", votes(id), vote("overturn")).expect(201);
    zoo.post("ada", votes(id), vote("overturn")).expect(201);
    zoo.eventually("the answer stands", () -> verification(receipt).equals("overturned"));
    JsonObject decided = told(receiver, "dispute.decided", id, secret);
    assertThat(decided.getString("outcome")).isEqualTo("overturned");
    assertThat(decided.getString("refunded")).isEqualTo("0 KEEPER");
    return receipt;
  }

  private JsonObject webhook(Receiver receiver) {
    String body =
        "{\"url\":\"%s\",\"types\":[\"dispute.opened\",\"dispute.decided\"]}"
            .formatted(receiver.url());
    return zoo.post("paula", webhooks(), body).expect(201).json();
  }

  private String webhooks() {
    String acme =
        zoo.get("paula", "/api/v1/organisations")
            .expect(200)
            .items()
            .getJsonObject(0)
            .getString("id");
    return "/api/v1/organisations/" + acme + "/webhooks";
  }

  /** What the partner is told of this dispute, by its signature from here. */
  private JsonObject told(Receiver receiver, String type, String dispute, String secret)
      throws Exception {
    zoo.eventually(type, () -> receiver.of(type).stream().anyMatch(it -> isOf(it, dispute)));
    Receiver.Call call =
        receiver.of(type).stream().filter(it -> isOf(it, dispute)).findFirst().orElseThrow();
    assertThat(call.signature()).isEqualTo(signature(call, secret));
    return Zoo.parse(call.body()).getJsonObject("data");
  }

  private static boolean isOf(Receiver.Call call, String dispute) {
    return call.body().contains("\"dispute_id\":\"" + dispute + "\"");
  }

  /** As Standard Webhooks 1.0.0 has it, computed by nothing of ours. */
  private static String signature(Receiver.Call call, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = call.id() + "." + call.timestamp() + "." + call.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  /** All that failed since a time, and one that was taken: it comes again with the same id. */
  private void replay(String webhook, Receiver receiver) {
    String deliveries = webhooks() + "/" + webhook + "/deliveries";
    zoo.eventually(
        "both are delivered",
        () -> zoo.get("paula", deliveries + "?state=delivered").items().size() >= 2);
    Receiver.Call first = receiver.of("dispute.decided").getFirst();
    String id =
        zoo.get("paula", deliveries).items().getValuesAs(JsonObject.class).stream()
            .filter(it -> it.getString("type").equals("dispute.decided"))
            .findFirst()
            .orElseThrow()
            .getString("id");
    zoo.post("paula", deliveries + "/" + id + "/replay", "{}").expect(202);
    zoo.eventually(
        "it comes again",
        () ->
            receiver.of("dispute.decided").stream().filter(it -> it.id().equals(first.id())).count()
                == 2);
    zoo.send("paula", "DELETE", webhooks() + "/" + webhook, "").expect(204);
  }

  private void becomesFinal(String receipt) {
    zoo.advance("PT2H");
    zoo.eventually(
        "it is final",
        () ->
            zoo.get("lin", "/api/v1/receipts/" + receipt)
                .expect(200)
                .json()
                .getString("status")
                .equals("final"));
    String node =
        zoo.get("lin", "/api/v1/receipts/" + receipt).expect(200).json().getString("node_id");
    assertThat(zoo.get(Zoo.NOBODY, "/api/v1/nodes/" + node + "/verifications").expect(200).body())
        .contains(receipt);
    JsonObject epoch =
        zoo.get(Zoo.NOBODY, "/api/v1/verification/epochs")
            .expect(200)
            .json()
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(epoch.getString("commitment")).matches("[0-9a-f]{64}");
  }

  @Test
  void aPanelThatTooFewAttendTakesNoBond() {
    String receipt = answered("lin");
    zoo.post("lin", challenge(receipt), REASON).expect(200);
    zoo.soon("it is disputed", () -> verification(receipt).equals("disputed"));
    String id = disputeOf(receipt).getString("id");
    zoo.eventually(
        "the panel votes", () -> zoo.post("sam", votes(id), vote("overturn")).status() == 201);
    zoo.advance("P1DT1M");
    zoo.eventually("the panel is closed", () -> verification(receipt).equals("no-quorum"));
    assertThat(disputeOf(receipt).getString("state")).isEqualTo("no-quorum");
    assertThat(
            Charges.texts(
                """
                select e.memo from challenge c join journal_entry e on e.cause_id = c.judgement_id
                where c.receipt_id = ?::uuid order by e.posted_at, e.id
                """,
                receipt))
        .containsExactly("Bond of an objection", "Bond of an objection given back");
    zoo.eventually("it is final", () -> status(receipt).equals("final"));
  }

  @Test
  void aKeyNeedsLeaveToSpendMoreThanFees() {
    String acme =
        zoo.get("paula", "/api/v1/organisations")
            .expect(200)
            .items()
            .getJsonObject(0)
            .getString("id");
    String keys = "/api/v1/organisations/" + acme + "/keys";
    String project =
        zoo.get("paula", "/api/v1/organisations/" + acme + "/projects")
            .expect(200)
            .items()
            .getJsonObject(0)
            .getString("id");
    JsonObject draft =
        Json.createObjectBuilder()
            .add("project_id", project)
            .add("name", "Asks only")
            .add("scopes", Json.createArrayBuilder().add("chat:write"))
            .build();
    String key = zoo.post("paula", keys, draft).expect(201).json().getString("secret");
    String receipt =
        zoo.postWithToken(key, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 7))
            .expect(200)
            .json()
            .getJsonObject("zoo")
            .getString("receipt_id");
    JsonObject reason = Zoo.parse(REASON);
    code(zoo.postWithToken(key, challenge(receipt), reason), 403, "scope-missing");
    assertThat(verification(receipt)).isNotEqualTo("failed-once");
  }

  private String status(String receipt) {
    return zoo.get("lin", "/api/v1/receipts/" + receipt).expect(200).json().getString("status");
  }

  private String answered(String person) {
    return zoo.post(person, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 7).toString())
        .expect(200)
        .json()
        .getJsonObject("zoo")
        .getString("receipt_id");
  }

  private String verification(String receipt) {
    return zoo.get("lin", "/api/v1/receipts/" + receipt)
        .expect(200)
        .json()
        .getString("verification");
  }

  private JsonObject disputeOf(String receipt) {
    return zoo
        .get(Zoo.NOBODY, "/api/v1/disputes?size=200")
        .expect(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(one -> one.getJsonArray("receipts").toString().contains(receipt))
        .findFirst()
        .orElseThrow();
  }

  private static String challenge(String receipt) {
    return "/api/v1/receipts/" + receipt + "/challenge";
  }

  private static String votes(String dispute) {
    return "/api/v1/disputes/" + dispute + "/votes";
  }

  private static String vote(String word) {
    return "{\"vote\": \"%s\", \"reason\": \"The reports leave no doubt about it.\"}"
        .formatted(word);
  }

  private static void code(Reply reply, int status, String code) {
    assertThat(reply.expect(status).json().getString("type")).endsWith(code);
  }
}
