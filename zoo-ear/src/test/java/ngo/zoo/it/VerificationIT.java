package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.it.StubNode.Manner;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Checks that truly run: drawn by the lottery, made by other owners' nodes, judged, and followed to
 * the panel, the refund, the slash and its appeal.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerificationIT {
  private static final String MODEL = "verify-it-7b";
  private static final Zoo ZOO = Zoo.shared();

  /** The staircase asks five verifiers, each of another owner. */
  private static StubNodes nodes;

  private static StubNode liar;

  @BeforeAll
  static void sixNodesOfSixOwners() throws IOException {
    nodes = new StubNodes("verify", MODEL, "omar", "tomas", "lin", "maya", "ada", "petra");
    liar = nodes.get(0);
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  @Order(1)
  void anHonestAnswerIsCheckedAndPasses() {
    StubNode honest = nodes.get(1);
    int valid = valid(honest);
    honest.manner = Manner.OTHERWISE;
    String receipt = answered(honest, "Is this so?");
    ZOO.eventually("it is checked", () -> verification(receipt).equals("sampled-ok"));
    honest.manner = Manner.GOOD;
    assertThat(valid(honest)).isGreaterThan(valid);
    assertThat(ZOO.get(Zoo.NOBODY, "/api/v1/nodes/" + honest.id + "/verifications").body())
        .contains(receipt, "\"pass\"");
  }

  @Test
  @Order(2)
  void staffCalibrateByHonestRunsAndNotByTooFew() throws Exception {
    calibrate(409);
    for (int batch = 0; calibration().status() == 409; batch++) {
      assertThat(batch).as("batches of fifty runs").isLessThan(10);
      checked(batch);
    }
    JsonObject found = calibrate(200);
    assertThat(found.getInt("runs")).isGreaterThanOrEqualTo(200);
    assertThat(found.getJsonArray("backends").toString())
        .contains("\"backend\":\"stub/cpu/float32\"", "\"verifier_backend\":\"stub/cpu/float32\"");
    assertThat(ZOO.get(Zoo.NOBODY, "/api/v1/verification/calibrations?size=200").body())
        .contains(StubModel.sha256(MODEL), "stub/cpu/float32");
    assertThat(ZOO.get(Zoo.NOBODY, "/api/v1/nodes/" + nodes.get(1).id + "/record").body())
        .contains("\"backend\":\"stub/cpu/float32\"");
  }

  private static final String UNDRAWN =
      """
      select count(*) from receipt r where r.model = ? and r.status = 'HELD'
        and not exists (select from verification_draw d where d.receipt_id = r.id)
      """;

  private static final String WAITING =
      """
      select count(*) from verification_draw d join receipt r on r.id = d.receipt_id
      where r.model = ? and d.state in ('WAITING', 'POOLED')
      """;

  /** Fifty honest answers, ten of each node. */
  private static void runs(int batch) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int run = 0; run < 50; run++) {
        StubNode honest = nodes.get(1 + run % 5);
        String content = "Run %d of %d".formatted(run, batch);
        running.add(threads.submit(() -> answered(honest, content, "sampled")));
      }
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  @Test
  @Order(3)
  void threeFalseAnswersAreRefundedAndSlashHalfTheStakeAfterAnAppeal() {
    BigDecimal staked = StubNodes.stake("omar", liar);
    liar.manner = Manner.LIES;
    String first = disputed("Lie once.");
    assertThat(receipt(first).getString("status")).isEqualTo("held");
    String evidence = evidence(first);
    assertThat(evidence).contains(first, "node_seal", "verifier_key").doesNotContain("Lie once");
    assertThat(HexFormat.of().formatHex(Sha256.ofText(evidence)))
        .isEqualTo(disputeOf(first).getString("evidence_sha256"));
    upheld(first);
    assertThat(StubNodes.stake("omar", liar)).isEqualByComparingTo(staked);

    liar.manner = Manner.CLAIMS_FALSELY;
    upheld(disputed("Lie twice."));
    assertThat(StubNodes.stake("omar", liar)).isEqualByComparingTo(staked);
    assertThat(valid(liar)).isZero();

    liar.manner = Manner.LIES;
    String third = disputed("Lie again.");
    upheld(third);
    liar.manner = Manner.GOOD;
    String slash = disputeOf(third).getString("slash_id");
    BigDecimal half = staked.divide(BigDecimal.TWO);
    assertThat(StubNodes.stake("omar", liar)).isEqualByComparingTo(half);

    appealed(slash);
    assertThat(ZOO.get(Zoo.NOBODY, "/api/v1/slashes/" + slash).json().getString("state"))
        .isEqualTo("upheld");
    assertThat(StubNodes.stake("omar", liar)).isEqualByComparingTo(half);
    Charges.assertSound();
  }

  @Test
  @Order(4)
  void anObjectionCostsItsBondWhenTheAnswerStandsAndIsRewardedWhenItLeadsToASlash() {
    BigDecimal before = new BigDecimal(ZOO.balance("tomas"));
    String honest = challenged("tomas");
    assertThat(before.subtract(new BigDecimal(ZOO.balance("tomas")))).isEqualByComparingTo("1");
    ZOO.soon("the answer stands", () -> verification(honest).equals("overturned"));
    assertThat(before.subtract(new BigDecimal(ZOO.balance("tomas")))).isEqualByComparingTo("1");
    ZOO.post("maya", challenge(honest), REASON).expect(409);

    liar.manner = Manner.LIES;
    String lie = challenged("tomas");
    ZOO.soon("it is disputed", () -> verification(lie).equals("disputed"));
    assertThat(before.subtract(new BigDecimal(ZOO.balance("tomas")))).isEqualByComparingTo("2");
    upheld(lie);
    liar.manner = Manner.GOOD;
    assertThat(before.subtract(new BigDecimal(ZOO.balance("tomas")))).isEqualByComparingTo("1");
    String slash = disputeOf(lie).getString("slash_id");
    ZOO.advance("P4D");
    ZOO.eventually(
        "the time to appeal is over",
        () ->
            ZOO.get(Zoo.NOBODY, "/api/v1/slashes/" + slash)
                .json()
                .getString("state")
                .equals("effective"));
    String late = "{\"text\": \"It was the driver after all.\"}";
    ZOO.post("omar", "/api/v1/slashes/" + slash + "/appeal", late).expect(409);
    // Half of the thousand that is left, and a tenth of it for who found it.
    assertThat(burned(slash, "MEMBER")).containsExactly("50");
    assertThat(burned(slash, "BURN")).containsExactly("450");
    Charges.assertSound();
  }

  @Test
  @Order(5)
  void aVerifierThatBelievesEverythingLosesTheRightToVerifyAndAnHonestOneKeepsIt()
      throws Exception {
    StubNode believer = nodes.get(2);
    believer.believes = true;
    probes("5000");
    for (int batch = 10; verifies(believer); batch++) {
      assertThat(batch).as("batches of fifty answers").isLessThan(18);
      checked(batch);
    }
    probes("0");
    assertThat(nodes.stream().filter(node -> node != believer)).allMatch(VerificationIT::verifies);
    JsonObject standing = verifier(believer);
    assertThat(standing.getString("reason")).contains("2 of its latest 10 test answers");
    assertThat(standing.getJsonArray("overlooked")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(ZOO.get(Zoo.NOBODY, "/node.xhtml?id=" + believer.id).expect(200).body())
        .contains("2 of its latest 10 test answers");
    // Nobody asks it any more, and what it had not been judged by is checked by others.
    int asked = believer.checked.get();
    checked(20);
    assertThat(believer.checked).hasValue(asked);
    believer.believes = false;
    ZOO.post("lin", "/api/v1/nodes/" + believer.id + "/benchmark", "{}").expect(200);
    assertThat(verifies(believer)).isTrue();
    probes("500");
    Charges.assertSound();
  }

  /** Fifty more honest answers, all of them checked. */
  private static void checked(int batch) throws Exception {
    forgetRecords();
    runs(batch);
    ZOO.eventually("all are drawn", () -> Charges.number(UNDRAWN, MODEL) == 0);
    ZOO.eventually("the drawn ones are checked", () -> Charges.number(WAITING, MODEL) == 0);
  }

  private static boolean verifies(StubNode node) {
    return verifier(node).getBoolean("verifies");
  }

  private static JsonObject verifier(StubNode node) {
    return ZOO.get(Zoo.NOBODY, "/api/v1/nodes/" + node.id + "/verifier").expect(200).json();
  }

  /** How many of the checks are tests of the verifier, basis points; no vote is waited for. */
  private static void probes(String share) throws SQLException {
    try (Connection books = ZOO.database();
        PreparedStatement statement =
            books.prepareStatement(
                """
                insert into parameter_value (key, version, value, valid_from)
                select k, coalesce(max(version), 0) + 1, ?, '2020-01-01'
                from (values ('routing.verification.probes')) as of (k)
                left join parameter_value p on p.key = of.k group by k
                """)) {
      statement.setString(1, share);
      statement.executeUpdate();
    }
  }

  private static final String REASON = "{\"reason\": \"These are not the model's words.\"}";

  /** Asked and objected to before a sample is looked at. */
  private static String challenged(String who) {
    for (int attempt = 0; ; attempt++) {
      String receipt = answered(liar, "Who says so, " + attempt);
      if (ZOO.post(who, challenge(receipt), REASON).status() == 200) {
        return receipt;
      }
      assertThat(attempt).as("attempts to be quicker than the sample").isLessThan(5);
    }
  }

  private static String challenge(String receipt) {
    return "/api/v1/receipts/" + receipt + "/challenge";
  }

  private static List<String> burned(String slash, String kind) {
    return Charges.texts(
        """
        select trim_scale(p.amount / 1e18)::text from journal_entry e
        join posting p on p.entry_id = e.id join account a on a.id = p.account_id
        where e.idempotency_key = 'slash:burn:' || ? and a.kind::text = ? and p.amount > 0
        """,
        slash,
        kind);
  }

  /** One of the panel's members slashed; another member of staff decides. */
  private static void appealed(String slash) {
    String path = "/api/v1/slashes/" + slash;
    ZOO.post("omar", path + "/appeal", "{\"text\": \"It was the driver.\"}").expect(200);
    String decision = "{\"decision\": \"upheld\", \"text\": \"No driver writes other words.\"}";
    ZOO.post("sam", path + "/decision", decision).expect(403);
    ZOO.post("iris", path + "/decision", decision).expect(200);
    ZOO.post("iris", path + "/decision", decision).expect(200);
  }

  private static String disputed(String content) {
    String receipt = answered(liar, content);
    ZOO.soon("it is disputed", () -> verification(receipt).equals("disputed"));
    return receipt;
  }

  private static void upheld(String receipt) {
    BigDecimal before = new BigDecimal(ZOO.balance(Zoo.PARTNER));
    String path = "/api/v1/disputes/" + disputeOf(receipt).getString("id") + "/votes";
    String vote = "{\"vote\": \"uphold\", \"reason\": \"Five verifiers fail it, all sealed.\"}";
    ZOO.eventually("the panel votes", () -> ZOO.post("sam", path, vote).status() == 201);
    ZOO.post("iris", path, vote).expect(201);
    ZOO.post("ada", path, vote).expect(201);
    ZOO.eventually("it is refunded", () -> verification(receipt).equals("upheld"));
    assertThat(new BigDecimal(ZOO.balance(Zoo.PARTNER)).subtract(before))
        .isEqualByComparingTo("0.02");
    assertThat(receipt(receipt).getString("status")).isEqualTo("refunded");
  }

  private static String evidence(String receipt) {
    String path = "/api/v1/disputes/" + disputeOf(receipt).getString("id") + "/evidence";
    return ZOO.get(Zoo.NOBODY, path).expect(200).body();
  }

  private static String answered(StubNode node, String content) {
    return answered(node, content, "optimistic");
  }

  private static String answered(StubNode node, String content, String mode) {
    JsonObject zoo =
        Json.createObjectBuilder()
            .add("only", Json.createArrayBuilder().add(node.name))
            .add("verification", mode)
            .build();
    return ZOO.post(Zoo.PARTNER, "/v1/chat/completions", StubNode.question(MODEL, content, zoo))
        .expect(200)
        .json()
        .getJsonObject("zoo")
        .getString("receipt_id");
  }

  private static JsonObject calibrate(int status) {
    return calibration().expect(status).json();
  }

  private static Reply calibration() {
    var honest = Json.createArrayBuilder();
    nodes.stream().filter(node -> node != liar).forEach(node -> honest.add(node.id));
    return ZOO.post(
        "sam",
        "/api/v1/verification/calibrations",
        Json.createObjectBuilder()
            .add("model_sha256", StubModel.sha256(MODEL))
            .add("nodes", honest)
            .build());
  }

  /** So that each answer is one of the first, which are all checked. */
  private static void forgetRecords() {
    try (Connection books = ZOO.database();
        PreparedStatement statement =
            books.prepareStatement("delete from verification_track where model_sha256 = ?")) {
      statement.setString(1, StubModel.sha256(MODEL));
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static int valid(StubNode node) {
    return ZOO.get(Zoo.NOBODY, "/api/v1/nodes/" + node.id + "/record").expect(200).items().stream()
        .mapToInt(one -> one.asJsonObject().getInt("valid"))
        .sum();
  }

  private static JsonObject receipt(String id) {
    return ZOO.get(Zoo.PARTNER, "/api/v1/receipts/" + id).expect(200).json();
  }

  private static String verification(String receipt) {
    return receipt(receipt).getString("verification");
  }

  private static JsonObject disputeOf(String receipt) {
    return ZOO
        .get(Zoo.NOBODY, "/api/v1/disputes?size=200")
        .expect(200)
        .items()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(one -> one.getJsonArray("receipts").toString().contains(receipt))
        .findFirst()
        .orElseThrow();
  }
}
