package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.it.StubNode.Manner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions that several nodes answer: who is paid, who is doubted, what is refused beforehand. */
class RedundancyIT {
  private static final String MODEL = "redundancy-it-7b";
  private static final Zoo ZOO = Zoo.shared();
  private static StubNodes nodes;

  @BeforeAll
  static void fourNodesOfFourOwners() throws IOException {
    nodes = new StubNodes("agree", MODEL, "tomas", "omar", "lin", "maya");
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @AfterEach
  void allAreHonestAgain() {
    nodes.stream()
        .forEach(
            node -> {
              node.manner = Manner.GOOD;
              node.accuses = false;
            });
    nodes.stream().forEach(StubNodes::awaitHealth);
    Charges.assertSound();
  }

  private final Charges charges = new Charges(MODEL);

  @Test
  void equalAnswersAreGivenOnceAndTheNodesShareIsSplit() {
    JsonObject answer = ask(question("All of one mind?", "{\"redundancy\": 3}")).expect(200).json();
    charges.assertCharged(3);
    JsonObject zoo = answer.getJsonObject("zoo");
    assertThat(zoo.getString("verification")).isEqualTo("redundant");
    assertThat(zoo.getInt("redundancy")).isEqualTo(3);
    assertThat(zoo.getInt("agreed")).isEqualTo(3);
    assertThat(zoo.getJsonObject("fee").getString("value")).isEqualTo("0.06");
    String receipt = zoo.getString("receipt_id");
    assertThat(
            Charges.number(
                "select count(*) from redundant_check where receipt_id = ?::uuid", receipt))
        .isZero();
    List<JsonObject> answers = answers(receipt);
    assertThat(answers).extracting(one -> one.getString("node")).doesNotHaveDuplicates().hasSize(3);
    ZOO.advance("PT2H");
    ZOO.eventually("it is final", () -> receipt(receipt).getString("status").equals("final"));
    // 40 % of 0.06, in three parts.
    assertThat(paid(receipt, "NODE")).containsOnly("0.008").hasSize(3);
    assertThat(paid(receipt, "BURN")).containsExactly("0.006");
  }

  /** At the near tie honest machines part; each passes the others' answers. */
  @Test
  void honestAnswersThatPartAreAllAgreed() {
    nodes.get(0).manner = Manner.OTHERWISE;
    nodes.get(1).manner = Manner.OTHERWISE;
    JsonObject zoo = four("Which way at the tie?").getJsonObject("zoo");
    assertThat(zoo.getInt("agreed")).isEqualTo(4);
    charges.assertCharged(4);
  }

  @Test
  void aFalseAnswerIsOutvotedNotPaidAndBroughtBeforeAPanel() {
    StubNode liar = nodes.get(2);
    liar.manner = Manner.LIES;
    liar.accuses = true;
    JsonObject answer = four("What is true?");
    charges.assertCharged(4);
    JsonObject zoo = answer.getJsonObject("zoo");
    assertThat(zoo.getInt("agreed")).isEqualTo(3);
    assertThat(zoo.getString("node")).isNotEqualTo(liar.name);
    String receipt = zoo.getString("receipt_id");
    assertThat(answers(receipt))
        .filteredOn(one -> one.getString("outcome").equals("diverged"))
        .extracting(one -> one.getString("node"))
        .containsExactly(liar.id);

    JsonObject dispute = disputeOf(liar);
    assertThat(dispute.getJsonArray("receipts").toString()).contains(receipt);
    String path = "/api/v1/disputes/" + dispute.getString("id");
    assertThat(ZOO.get(Zoo.NOBODY, path + "/evidence").expect(200).body())
        .contains(receipt, liar.id, "answer_of")
        .doesNotContain("What is true");
    String vote = "{\"vote\": \"uphold\", \"reason\": \"Three others agree and fail it.\"}";
    ZOO.eventually("the panel votes", () -> ZOO.post("sam", path + "/votes", vote).status() == 201);
    ZOO.post("iris", path + "/votes", vote).expect(201);
    ZOO.post("ada", path + "/votes", vote).expect(201);
    ZOO.eventually("it is upheld", () -> disputeOf(liar).getString("state").equals("upheld"));

    assertThat(receipt(receipt).getString("status")).isEqualTo("held");
    ZOO.advance("PT2H");
    ZOO.eventually("it is final", () -> receipt(receipt).getString("status").equals("final"));
    // The part of the one that did not agree is the treasury's: 10 % and 40 % of 0.08 by half.
    assertThat(paid(receipt, "NODE")).containsOnly("0.008").hasSize(3);
    assertThat(owners(receipt)).doesNotContain(liar.id);
  }

  /** The panel takes longer than the fee. */
  @Test
  void whoIsOutvotedAndClearedLaterHasItsPartThen() {
    StubNode lone = nodes.get(1);
    lone.manner = Manner.LIES;
    String receipt = four("Who was right?").getJsonObject("zoo").getString("receipt_id");
    charges.assertCharged(4);
    String path = "/api/v1/disputes/" + disputeOf(lone).getString("id");
    ZOO.advance("PT2H");
    ZOO.eventually("it is final", () -> receipt(receipt).getString("status").equals("final"));
    assertThat(paid(receipt, "NODE")).containsOnly("0.008").hasSize(3);

    String vote = "{\"vote\": \"overturn\", \"reason\": \"The three others share a fault.\"}";
    ZOO.eventually("the panel votes", () -> ZOO.post("sam", path + "/votes", vote).status() == 201);
    ZOO.post("iris", path + "/votes", vote).expect(201);
    ZOO.post("ada", path + "/votes", vote).expect(201);
    String cleared =
        """
        select trim_scale(p.amount / 1e18)::text from journal_entry e
        join posting p on p.entry_id = e.id
        where e.idempotency_key = 'fee:cleared:' || ? || ':' || ? order by p.amount
        """;
    ZOO.eventually(
        "it is paid",
        () -> Charges.texts(cleared, receipt, lone.id).equals(List.of("-0.008", "0.008")));
    assertThat(disputeOf(lone).getString("state")).isEqualTo("overturned");
  }

  /** Two confederates fail the third, and their asker asks no other. */
  @Test
  void nobodyIsAccusedByNodesTheAskerChose() {
    StubNode victim = nodes.get(3);
    nodes.get(0).manner = Manner.OTHERWISE;
    nodes.get(0).accuses = true;
    nodes.get(1).accuses = true;
    long disputes = disputes();
    String only =
        Json.createArrayBuilder(List.of(nodes.get(0).name, nodes.get(1).name, victim.name))
            .build()
            .toString();
    JsonObject zoo =
        ask(question("Frame it.", "{\"redundancy\": 3, \"only\": " + only + "}"))
            .expect(200)
            .json()
            .getJsonObject("zoo");
    assertThat(zoo.getInt("agreed")).isEqualTo(2);
    charges.assertCharged(3);
    assertThat(disputes()).isEqualTo(disputes);
  }

  @Test
  void withoutAgreementNothingIsGivenAndNothingCharged() {
    nodes.stream().forEach(node -> node.accuses = true);
    nodes.get(0).manner = Manner.OTHERWISE;
    nodes.get(1).manner = Manner.LIES;
    nodes.get(2).manner = Manner.LIES;
    Reply refused = ask(question("Anybody?", "{\"redundancy\": 4}")).expect(503);
    assertThat(code(refused)).isEqualTo("no_agreement");
    charges.assertNothing();
  }

  /** Each answer costs what its node asks, paid alone, from a lease and by several. */
  @Test
  void nodesSetAPriceAndTheAskerPaysIt() {
    setPrice("tomas", nodes.get(0), "0.012").expect(200);
    setPrice("omar", nodes.get(1), "0.015").expect(200);
    try {
      cheapestIsChosenAndPaid();
      dearerNodesAreLeftOut();
      severalAreEachPaidTheirOwn();
    } finally {
      for (StubNode node : List.of(nodes.get(0), nodes.get(1))) {
        String owner = node == nodes.get(0) ? "tomas" : "omar";
        ZOO.send(owner, "DELETE", prices(node) + "?model=" + MODEL, "").expect(200);
      }
    }
    assertThat(ZOO.get(Zoo.NOBODY, prices(nodes.get(0)) + "/history").expect(200).body())
        .contains("\"0.012\"");
  }

  private void cheapestIsChosenAndPaid() {
    assertThat(setPrice("lin", nodes.get(0), "0.001").expect(403).body())
        .contains("node-of-another");
    assertThat(setPrice("tomas", nodes.get(0), "0.021").expect(400).body())
        .contains("price-above-fee", "0.02 KEEPER");
    BigDecimal before = new BigDecimal(ZOO.balance(Zoo.PARTNER));
    String receipt = "";
    for (int i = 0; i < 12; i++) {
      JsonObject zoo =
          ask(question("How much is " + i + "?", "{\"strategy\": \"cheapest\"}"))
              .expect(200)
              .json()
              .getJsonObject("zoo");
      assertThat(zoo.getString("node")).isEqualTo(nodes.get(0).name);
      assertThat(zoo.getJsonObject("fee").getString("value")).isEqualTo("0.012");
      receipt = zoo.getString("receipt_id");
    }
    assertThat(before.subtract(new BigDecimal(ZOO.balance(Zoo.PARTNER))))
        .isEqualByComparingTo("0.144");
    assertThat(Zoo.parse(receipt(receipt).getString("record")).getString("fee")).isEqualTo("0.012");
    assertThat(ZOO.get(Zoo.PARTNER, "/api/v1/receipts/" + receipt + "/decision").json().toString())
        .contains("\"0.012\"", "\"0.015\"", "\"0.02\"", "another is cheaper");
    charges.look();
  }

  private void dearerNodesAreLeftOut() {
    Reply refused = ask(question("Cheap?", "{\"max_price\": \"0.0119\"}")).expect(400);
    assertThat(code(refused)).isEqualTo("max_price_below_fee");
    assertThat(refused.body()).contains("0.012 KEEPER");
    charges.assertNothing();
    String bound = "{\"strategy\": \"round-robin\", \"max_price\": \"0.015\"}";
    for (int i = 0; i < 4; i++) {
      JsonObject zoo = ask(question("Who?", bound)).expect(200).json().getJsonObject("zoo");
      assertThat(zoo.getString("node")).isIn(nodes.get(0).name, nodes.get(1).name);
    }
  }

  private void severalAreEachPaidTheirOwn() {
    String three = "{\"redundancy\": 3, \"ignore\": [\"%s\"]}".formatted(nodes.get(3).name);
    BigDecimal before = new BigDecimal(ZOO.balance(Zoo.PARTNER));
    String receipt =
        ask(question("Three prices?", three))
            .expect(200)
            .json()
            .getJsonObject("zoo")
            .getString("receipt_id");
    assertThat(before.subtract(new BigDecimal(ZOO.balance(Zoo.PARTNER))))
        .isEqualByComparingTo("0.047");
    assertThat(answers(receipt))
        .extracting(one -> one.getString("price"))
        .containsExactlyInAnyOrder("0.012", "0.015", "0.02");
    ZOO.advance("PT2H");
    ZOO.eventually("it is final", () -> receipt(receipt).getString("status").equals("final"));
    assertThat(paid(receipt, "NODE")).containsExactlyInAnyOrder("0.0048", "0.006", "0.008");
    assertThat(paid(receipt, "BURN")).containsExactly("0.0047");
  }

  private static Reply setPrice(String who, StubNode node, String price) {
    String body = "{\"model\": \"%s\", \"price\": {\"value\": \"%s\"}}".formatted(MODEL, price);
    return ZOO.send(who, "PUT", prices(node), body);
  }

  private static String prices(StubNode node) {
    return "/api/v1/nodes/" + node.id + "/prices";
  }

  @Test
  void aStreamBeginsWhenTheNodesAgree() {
    JsonObject question =
        Json.createObjectBuilder(question("Stream it.", "{\"verification\": \"redundant\"}"))
            .add("stream", true)
            .build();
    Reply stream = ask(question).expect(200);
    assertThat(stream.body()).contains("\"agreed\":3", "data: [DONE]").doesNotContain("error");
    charges.assertCharged(3);
  }

  @Test
  void tooFewNodesAreSaidBeforeAnythingIsDone() {
    int asked = nodes.stream().mapToInt(node -> node.asked.get()).sum();
    Reply refused = ask(question("Five of you?", "{\"redundancy\": 5}")).expect(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(refused.body()).contains("redundancy_unavailable", "5 nodes", "4 can");
    assertThat(nodes.stream().mapToInt(node -> node.asked.get()).sum()).isEqualTo(asked);
    charges.assertNothing();
    assertThat(code(ask(question("Two?", "{\"redundancy\": 2}")).expect(400)))
        .isEqualTo("redundancy_invalid");
    assertThat(
            code(
                ask(question("Dear?", "{\"redundancy\": 3, \"max_price\": \"0.05\"}")).expect(400)))
        .isEqualTo("max_price_below_fee");
    charges.assertNothing();
  }

  @Test
  void aNodeThatBreaksOffIsReplacedAndOneOfFourThatAreWantedIsMissed() {
    nodes.get(0).manner = Manner.OTHERS_SIGNATURE;
    JsonObject zoo =
        ask(question("Three of four?", "{\"redundancy\": 3}"))
            .expect(200)
            .json()
            .getJsonObject("zoo");
    assertThat(zoo.getInt("agreed")).isEqualTo(3);
    charges.assertCharged(3);
    Reply refused = ask(question("All four?", "{\"redundancy\": 4}")).expect(503);
    assertThat(code(refused)).isEqualTo("redundancy_unavailable");
    charges.assertNothing();
  }

  @Test
  void theModeIsToldInTheAnswerAndStandsInTheReceipt() {
    JsonObject sampled =
        ask(question("Sampled?", "{\"verification\": \"sampled\"}")).expect(200).json();
    assertThat(sampled.getJsonObject("zoo").getString("verification")).isEqualTo("sampled");
    charges.assertCharged(1);
    assertThat(record(sampled).getString("verification")).isEqualTo("sampled");
    JsonObject hybrid =
        ask(question("Hybrid?", "{\"verification\": \"hybrid\"}")).expect(200).json();
    // 0.02 is below what is sampled.
    assertThat(hybrid.getJsonObject("zoo").getString("verification")).isEqualTo("optimistic");
    assertThat(record(hybrid).getString("verification")).isEqualTo("optimistic");
    charges.assertCharged(1);
  }

  private JsonObject four(String content) {
    return ask(question(content, "{\"redundancy\": 4}")).expect(200).json();
  }

  private static Reply ask(JsonObject question) {
    return ZOO.post(Zoo.PARTNER, "/v1/chat/completions", question);
  }

  private static JsonObject question(String content, String zoo) {
    JsonObjectBuilder question =
        Json.createObjectBuilder(StubNode.question(MODEL, content, Zoo.parse(zoo)));
    return question.add("seed", 7).build();
  }

  private static JsonObject receipt(String id) {
    return ZOO.get(Zoo.PARTNER, "/api/v1/receipts/" + id).expect(200).json();
  }

  private static JsonObject record(JsonObject answer) {
    return Zoo.parse(
        receipt(answer.getJsonObject("zoo").getString("receipt_id")).getString("record"));
  }

  private static List<JsonObject> answers(String receipt) {
    JsonArray answers = Zoo.parse(receipt(receipt).getString("record")).getJsonArray("answers");
    return answers.getValuesAs(JsonObject.class);
  }

  private static List<String> paid(String receipt, String kind) {
    return Charges.texts(
        """
        select trim_scale(p.amount / 1e18)::text from journal_entry e
        join posting p on p.entry_id = e.id join account a on a.id = p.account_id
        where e.idempotency_key = 'fee:final:' || ? and a.kind::text = ?
        """,
        receipt,
        kind);
  }

  private static List<String> owners(String receipt) {
    return Charges.texts(
        """
        select a.owner_id::text from journal_entry e
        join posting p on p.entry_id = e.id join account a on a.id = p.account_id
        where e.idempotency_key = 'fee:final:' || ? and a.kind::text = ?
        """,
        receipt,
        "NODE");
  }

  private static long disputes() {
    return ZOO.get(Zoo.NOBODY, "/api/v1/disputes").expect(200).json().getInt("total");
  }

  private static JsonObject disputeOf(StubNode node) {
    return ZOO
        .get(Zoo.NOBODY, "/api/v1/disputes?size=200")
        .expect(200)
        .items()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(one -> one.getString("node_id").equals(node.id))
        .findFirst()
        .orElseThrow();
  }

  private static String code(Reply refused) {
    return refused.json().getJsonObject("error").getString("code");
  }
}
