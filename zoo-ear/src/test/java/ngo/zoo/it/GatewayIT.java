package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.log.ProofCheck;
import ngo.zoo.log.ProofFile;
import ngo.zoo.persistence.rewards.MoneyAudit;
import org.junit.jupiter.api.Test;

/**
 * A partner who asks often is served from a credit lease: receipts come in batches, usage and
 * budgets are as exact as for one question at a time, and what was leased comes back.
 */
class GatewayIT {
  private static final int THREADS = 8;
  private final Zoo zoo = Zoo.shared();

  @Test
  void manyQuestionsAreLeasedBatchedProvenAndExactlyBudgeted() throws Exception {
    String acme =
        zoo.get("paula", "/api/v1/organisations")
            .expect(200)
            .items()
            .getJsonObject(0)
            .getString("id");
    JsonObject made = zoo.post("paula", of(acme, "/keys"), draft(acme)).expect(201).json();
    String secret = made.getString("secret");
    String key = made.getJsonObject("key").getString("id");
    String budget = budget(acme, key, "2.005");

    List<Reply> replies = ask(secret, 240);

    List<String> receipts =
        replies.stream()
            .filter(reply -> reply.status() == 200)
            .map(reply -> reply.json().getJsonObject("zoo").getString("receipt_id"))
            .toList();
    assertThat(receipts).hasSize(200).doesNotHaveDuplicates();
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 200)
        .hasSize(40)
        .allSatisfy(reply -> assertThat(reply.status()).isEqualTo(402))
        .allSatisfy(reply -> assertThat(reply.body()).contains("budget_exceeded"));
    assertThat(usage(acme, key)).isEqualByComparingTo("2");
    assertThat(zoo.get("paula", of(acme, "/usage/check")).expect(200).json().getBoolean("matches"))
        .isTrue();
    for (String id : List.of(receipts.getFirst(), receipts.getLast())) {
      zoo.get("paula", "/api/v1/receipts/" + id).expect(200);
    }
    zoo.eventually("what was leased comes back", () -> leased(acme, budget).signum() == 0);
    assertThat(spent(acme, budget)).isEqualByComparingTo("2");
    assertSound();
    Zoo.assumeLeases();
    askFromLeases(acme);
    assertSound();
    proveOneOfABatch();
  }

  /** A budget of some hundred fees is too small for leases; the organisation's account is not. */
  private void askFromLeases(String acme) throws Exception {
    String secret =
        zoo.post("paula", of(acme, "/keys"), draft(acme)).expect(201).json().getString("secret");
    assertThat(ask(secret, 160)).allMatch(reply -> reply.status() == 200);
    zoo.eventually(
        "most of them were paid from leases, many with one commit",
        () -> number("select count(*) from receipt where lease_id is not null") > 80);
    assertThat(number("select max(cardinality(receipts)) from receipt_batch")).isGreaterThan(1);
  }

  private long number(String sql) {
    try {
      return Long.parseLong(first(sql));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Reply> ask(String secret, int questions) throws Exception {
    List<Future<Reply>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < questions; i++) {
        JsonObject question = Questions.chat(Questions.KNOWN, i);
        running.add(
            threads.submit(() -> zoo.postWithToken(secret, "/v1/chat/completions", question)));
      }
    }
    List<Reply> replies = new ArrayList<>();
    for (Future<Reply> one : running) {
      replies.add(one.get());
    }
    return replies;
  }

  private void proveOneOfABatch() throws SQLException {
    String receipt = first("select receipts[1]::text from receipt_batch order by id desc limit 1");
    zoo.eventually(
        "the log has the batch",
        () -> zoo.get(Zoo.NOBODY, "/api/v1/proofs/receipt/" + receipt).status() == 200);
    ProofFile file =
        ProofFile.parse(zoo.get(Zoo.NOBODY, "/api/v1/proofs/receipt/" + receipt).body());
    assertThat(ProofCheck.verified(ProofCheck.all(file, file.operatorKey()))).isTrue();
    assertThat(Objects.requireNonNull(file.member()).text()).contains(receipt);
    assertThat(file.record()).contains("receipt-batch");
    zoo.get(Zoo.NOBODY, "/api/v1/proofs/receipt/" + receipt + "?format=tlog-proof").expect(409);
  }

  private void assertSound() throws SQLException {
    try (Connection books = zoo.database()) {
      assertThat(MoneyAudit.all(books))
          .filteredOn(
              finding -> finding.name().contains("lease") || finding.name().contains("receipt"))
          .hasSizeGreaterThan(5)
          .allSatisfy(finding -> assertThat(finding.example()).as(finding.name()).isNull());
    }
  }

  private String first(String sql) throws SQLException {
    try (Connection books = zoo.database();
        Statement statement = books.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private BigDecimal usage(String acme, String key) {
    return zoo
        .get("paula", of(acme, "/usage?by=key"))
        .expect(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(row -> key.equals(row.getString("key_id", "")))
        .map(row -> amount(row, "fee"))
        .findFirst()
        .orElseThrow();
  }

  private BigDecimal leased(String acme, String budget) {
    return amount(view(acme, budget), "leased");
  }

  private BigDecimal spent(String acme, String budget) {
    return amount(view(acme, budget), "spent");
  }

  private JsonObject view(String acme, String budget) {
    return zoo
        .get("paula", of(acme, "/budgets?size=200"))
        .expect(200)
        .items()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(row -> row.getString("id").equals(budget))
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal amount(JsonObject row, String name) {
    return new BigDecimal(row.getJsonObject(name).getString("value"));
  }

  private String budget(String acme, String key, String limit) {
    JsonObject body =
        Json.createObjectBuilder()
            .add("key_id", key)
            .add("period", "total")
            .add("limit", Json.createObjectBuilder().add("value", limit))
            .build();
    return zoo.post("paula", of(acme, "/budgets"), body).expect(201).json().getString("id");
  }

  private JsonObject draft(String acme) {
    String project =
        zoo.get("sam", of(acme, "/projects")).expect(200).items().getJsonObject(0).getString("id");
    return Json.createObjectBuilder()
        .add("project_id", project)
        .add("name", "Often")
        .add("scopes", Json.createArrayBuilder().add("chat:write"))
        .build();
  }

  private static String of(String organisation, String path) {
    return "/api/v1/organisations/" + organisation + path;
  }
}
