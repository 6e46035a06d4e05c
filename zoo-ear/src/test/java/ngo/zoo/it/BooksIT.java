package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.log.ProofCheck;
import ngo.zoo.log.ProofFile;
import org.junit.jupiter.api.Test;

/** The books as staff see and correct them, with the right and the wrong caller. */
class BooksIT {
  private static final UUID NOBODYS = new UUID(7, 7);
  private static final String REASON = "Paid to the wrong member by mistake";
  private final Zoo zoo = Zoo.shared();

  @Test
  void theBooksAreForStaffOnly() {
    for (String path :
        List.of(
            "accounts",
            "accounts.csv",
            "accounts/" + NOBODYS,
            "accounts/" + NOBODYS + "/postings",
            "journal",
            "journal.csv",
            "trial-balance",
            "trial-balance/accounts?asset=KEEPER&kind=member",
            "reconciliations",
            "corrections",
            "corrections/" + NOBODYS)) {
      zoo.get(Zoo.NOBODY, "/api/v1/" + path).expect(401);
      zoo.get("maya", "/api/v1/" + path).expect(403);
      zoo.get(Zoo.PARTNER, "/api/v1/" + path).expect(403);
    }
    zoo.post("maya", "/api/v1/reconciliations", "{}").expect(403);
    zoo.post("maya", "/api/v1/corrections", reversal(NOBODYS.toString())).expect(403);
    zoo.get("sam", "/api/v1/accounts/" + NOBODYS).expect(404);
    zoo.get("sam", "/api/v1/journal?cause=x").expect(400);
    zoo.get("sam", "/api/v1/journal?least=much").expect(400);
  }

  @Test
  void accountsPostingsAndTrialBalanceTellTheSame() {
    JsonObject account = account("lin");
    assertThat(account.getString("kind")).isEqualTo("member");
    String id = account.getString("id");
    JsonObject newest =
        zoo.get("sam", "/api/v1/accounts/" + id + "/postings?size=1")
            .expect(200)
            .items()
            .getJsonObject(0);
    assertThat(newest.getJsonObject("balance_after")).isEqualTo(account.getJsonObject("balance"));
    assertThat(zoo.get("sam", "/api/v1/accounts/" + id + "/postings.csv").expect(200).body())
        .startsWith("posted_at,entry_id,line,")
        .contains("Genesis supply");
    assertThat(zoo.get("sam", "/api/v1/accounts.csv?search=lin").expect(200).body())
        .contains(id + ",member,");

    JsonObject trial = zoo.get("sam", "/api/v1/trial-balance").expect(200).json();
    assertThat(trial.getBoolean("balanced")).isTrue();
    assertThat(trial.getJsonArray("totals").getValuesAs(JsonObject.class))
        .isNotEmpty()
        .allSatisfy(
            total -> assertThat(total.getJsonObject("balance").getString("value")).isEqualTo("0"));
    assertThat(
            zoo.get("sam", "/api/v1/trial-balance/accounts?asset=KEEPER&kind=member")
                .expect(200)
                .body())
        .contains(id);
    JsonObject before = zoo.get("sam", "/api/v1/trial-balance?at=2001-01-01").expect(200).json();
    assertThat(before.getJsonArray("rows").size()).isZero();
    assertThat(zoo.get("sam", "/api/v1/trial-balance.csv").expect(200).body())
        .startsWith("at,asset,account_kind,");
  }

  @Test
  void whatOneAsksForAnotherApproves() {
    String from = account("lin").getString("id");
    String to = account("omar").getString("id");
    String before = zoo.balance("lin");
    zoo.post("sam", "/api/v1/corrections", transfer(from, from, "1", REASON)).expect(400);
    zoo.post("sam", "/api/v1/corrections", transfer(from, to, "1", "short")).expect(400);
    JsonObject asked =
        zoo.post("sam", "/api/v1/corrections", transfer(from, to, "1.5", REASON))
            .expect(201)
            .json();
    String id = asked.getString("id");
    assertThat(asked.getString("status")).isEqualTo("waiting");
    assertThat(zoo.balance("lin")).isEqualTo(before);
    Reply own = zoo.post("sam", "/api/v1/corrections/" + id + "/approve", "{}").expect(403);
    assertThat(own.body()).contains("second-person-needed");

    JsonObject posted =
        zoo.post("iris", "/api/v1/corrections/" + id + "/approve", "{}").expect(200).json();
    assertThat(posted.getString("decided_by")).isEqualTo("Iris Vega");
    zoo.post("iris", "/api/v1/corrections/" + id + "/approve", "{}").expect(409);
    assertThat(zoo.balance("lin")).isNotEqualTo(before);
    String entry = posted.getString("posted_entry");
    assertThat(zoo.get("sam", "/api/v1/journal?cause=" + id).expect(200).items())
        .hasSize(1)
        .first()
        .satisfies(it -> assertThat(it.asJsonObject().getString("id")).isEqualTo(entry));

    JsonObject back = zoo.post("iris", "/api/v1/corrections", reversal(entry)).expect(201).json();
    zoo.post("sam", "/api/v1/corrections", reversal(entry)).expect(409);
    zoo.post("sam", "/api/v1/corrections/" + back.getString("id") + "/approve", "{}").expect(200);
    assertThat(zoo.balance("lin")).isEqualTo(before);
    zoo.post("sam", "/api/v1/corrections", reversal(entry)).expect(409);
  }

  @Test
  void whatCannotBePaidOrTakenBackIsRefused() {
    String from = account("omar").getString("id");
    String to = account("lin").getString("id");
    String id =
        zoo.post("sam", "/api/v1/corrections", transfer(from, to, "100000000", REASON))
            .expect(201)
            .json()
            .getString("id");
    Reply poor = zoo.post("iris", "/api/v1/corrections/" + id + "/approve", "{}").expect(402);
    assertThat(poor.body()).contains("100000000 KEEPER");
    assertThat(zoo.get("sam", "/api/v1/corrections/" + id).json().getString("status"))
        .isEqualTo("waiting");
    zoo.post("sam", "/api/v1/corrections/" + id + "/decline", "{}").expect(200);
    String genesis =
        zoo.get("sam", "/api/v1/journal?cause_kind=genesis")
            .expect(200)
            .items()
            .getJsonObject(0)
            .getString("id");
    Reply refused = zoo.post("sam", "/api/v1/corrections", reversal(genesis)).expect(409);
    assertThat(refused.body()).contains("entry-not-reversible");
  }

  @Test
  void everyEntryIsProvenByTheLog() {
    JsonObject genesis =
        zoo.get("sam", "/api/v1/journal?cause_kind=genesis&asset=ZEN")
            .expect(200)
            .items()
            .getJsonObject(0);
    String path = "/api/v1/proofs/entry/" + genesis.getString("id");
    zoo.get(Zoo.NOBODY, path).expect(401);
    zoo.eventually("the proof", () -> zoo.get("maya", path).status() == 200);
    ProofFile file = ProofFile.parse(zoo.get("maya", path).expect(200).body());
    String key = zoo.get(Zoo.NOBODY, "/api/v1/log/key").body().strip();
    assertThat(ProofCheck.verified(ProofCheck.all(file, key))).isTrue();
    assertThat(file.toJson())
        .contains("Genesis supply")
        .doesNotContain(zoo.get("maya", "/api/v1/me").json().getString("id"));
    zoo.get("maya", "/api/v1/proofs/entry/" + NOBODYS).expect(404);
  }

  @Test
  void theBooksAreAddedUpAndKept() {
    JsonObject run = zoo.post("sam", "/api/v1/reconciliations", "{}").expect(202).json();
    String path = "/api/v1/reconciliations/" + run.getString("id");
    zoo.eventually(
        "the run's end",
        () -> !zoo.get("sam", path).expect(200).json().getString("status").equals("running"));
    JsonObject done = zoo.get("sam", path).json();
    assertThat(done.getString("status")).isEqualTo("done");
    assertThat(done.getJsonArray("findings")).hasSize(done.getInt("questions"));
    assertThat(zoo.get("sam", "/api/v1/reconciliations").body()).contains(run.getString("id"));
  }

  @Test
  void escrowsAreShownToTheirPartiesOnly() throws SQLException {
    UUID job = UUID.randomUUID();
    UUID maya = UUID.fromString(zoo.get("maya", "/api/v1/me").json().getString("id"));
    UUID petra = UUID.fromString(zoo.get("petra", "/api/v1/me").json().getString("id"));
    // What runs jobs comes later: this is a job that has ended without any work.
    insert(
        "insert into hold values (?, 'JOB', ?, 'MEMBER', ?, 'ZEN', 7, 0, 'VOID', now(), now(), now())",
        job,
        job,
        maya);
    insert("insert into compute_escrow values (?, 'MEMBER', ?, 5, 500, 0)", job, petra);

    String path = "/api/v1/compute/escrows/" + job;
    zoo.get(Zoo.NOBODY, path).expect(401);
    zoo.get("omar", path).expect(404);
    for (String party : List.of("maya", "petra", "sam")) {
      assertThat(zoo.get(party, path).expect(200).json().getString("status")).isEqualTo("void");
      assertThat(zoo.get(party, "/api/v1/compute/escrows").body()).contains(job.toString());
    }
    assertThat(zoo.get("omar", "/api/v1/compute/escrows").body()).doesNotContain(job.toString());
  }

  private void insert(String sql, Object... values) throws SQLException {
    try (Connection connection = zoo.database();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private JsonObject account(String login) {
    return zoo
        .get("sam", "/api/v1/accounts?kind=member&asset=KEEPER&search=" + login)
        .expect(200)
        .items()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(it -> login.equals(it.getString("login", "")))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject reversal(String entry) {
    return Json.createObjectBuilder()
        .add("kind", "reversal")
        .add("entry_id", entry)
        .add("reason", REASON)
        .build();
  }

  private static JsonObject transfer(String from, String to, String amount, String reason) {
    return Json.createObjectBuilder()
        .add("kind", "transfer")
        .add("from_account", from)
        .add("to_account", to)
        .add("amount", Json.createObjectBuilder().add("value", amount).add("asset", "KEEPER"))
        .add("reason", reason)
        .build();
  }
}
