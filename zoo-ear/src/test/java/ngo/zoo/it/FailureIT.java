package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.Test;

/** What breaks while others rely on it: a node, the embeddings, the server itself. */
class FailureIT {
  private static final int ASKERS = 6;

  /** At most a hundredth of what a payer has is leased ({@code routing.lease-share}). */
  private static final BigDecimal LEASED_OF = BigDecimal.valueOf(100);

  private final Zoo zoo = Zoo.shared();

  @Test
  void aNodeThatIsDownIsSaidSoNotChargedAndComesBackByItself() {
    String before = zoo.balance(Zoo.PARTNER);
    zoo.crash("gpu-node");
    try {
      Reply refused = ask().expect(503);
      assertThat(refused.json().getJsonObject("error").getString("message")).contains("node");
      assertThat(zoo.balance(Zoo.PARTNER)).isEqualTo(before);
      zoo.eventually("the list shows it", () -> state("gpu-node").equals("unhealthy"));
    } finally {
      zoo.start("gpu-node");
    }
    zoo.eventually("service resumes", () -> ask().status() == 200);
  }

  @Test
  void anExperienceWaitsForTheEmbeddingNode() {
    String body =
        Json.createObjectBuilder()
            .add("domain", "code.generation")
            .add(
                "text",
                "When a test fails only sometimes, record its random seed before changing code.")
            .add("confidence_bp", 8000)
            .add("examples", JsonValue.EMPTY_JSON_ARRAY)
            .build()
            .toString();
    zoo.crash("operator-node");
    String proposal;
    try {
      zoo.eventually("the probe has seen it", () -> state("operator-node").equals("unhealthy"));
      proposal = zoo.post("omar", "/api/v1/experiences", body).expect(201).json().getString("id");
      assertThat(status(proposal)).isEqualTo("pending");
    } finally {
      zoo.start("operator-node");
    }
    zoo.eventually("voting opens", () -> status(proposal).equals("active"));
  }

  /** The settle transaction is stopped at the receipt's table; the server dies there. */
  @Test
  void aServerKilledBetweenAnswerAndPostingLeavesNothingHalf() throws SQLException {
    String before = zoo.balance(Zoo.PARTNER);
    long receipts = count("select count(*) from receipt");
    try (Connection database = zoo.database();
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      statement.execute("lock table receipt in exclusive mode");
      CompletableFuture<Void> asking = CompletableFuture.runAsync(this::ask);
      zoo.eventually(
          "the posting waits for the lock",
          () -> count("select count(*) from pg_locks where not granted") > 0);
      zoo.crash("wildfly");
      asking.exceptionally(gone -> null).join();
      database.rollback();
    }
    zoo.start("wildfly");
    assertThat(count("select count(*) from receipt")).isEqualTo(receipts);
    expireReservations();
    expireLeases();
    zoo.eventually("the fee is released", () -> zoo.balance(Zoo.PARTNER).equals(before));
    assertThat(count("select count(*) from reservation where status = 'PENDING'")).isZero();
    assertThat(zoo.get("sam", "/api/v1/money/check").expect(200).json().getBoolean("sound"))
        .isTrue();
    ask().expect(200);
    zoo.eventually(
        "the receipt stands", () -> count("select count(*) from receipt") == receipts + 1);
  }

  /**
   * Whoever asks often pays from a lease, which a server that dies cannot give back: the payer is
   * charged for what has a receipt, has everything else from the start, and may stake it or pay it
   * out once the lease is over.
   */
  @Test
  void aServerKilledWithALeaseTakesNothingWithIt() throws SQLException {
    Zoo.assumeLeases();
    BigDecimal before = balance();
    BigDecimal receipts = paid();
    try (ExecutorService askers = Executors.newFixedThreadPool(ASKERS)) {
      for (int i = 0; i < ASKERS; i++) {
        askers.execute(this::askUntilItDies);
      }
      zoo.eventually(
          "answers are paid from a lease",
          () ->
              count("select count(*) from credit_lease where status = 'PENDING' and settled > 0")
                  > 0);
      zoo.crash("wildfly");
    }
    BigDecimal stranded =
        keeper("select sum(amount - settled) from credit_lease where status = 'PENDING'");
    assertThat(stranded.multiply(LEASED_OF)).isPositive().isLessThanOrEqualTo(before);
    zoo.start("wildfly");
    expireReservations();
    BigDecimal due = before.subtract(paid().subtract(receipts));
    zoo.eventually("nothing is missing", () -> balance().compareTo(due) == 0);
    expireLeases();
    zoo.eventually(
        "the lease has come back",
        () -> count("select count(*) from credit_lease where status = 'PENDING'") == 0);
    assertThat(balance()).isEqualByComparingTo(due);
    Charges.assertSound();
  }

  private void askUntilItDies() {
    boolean alive = true;
    while (alive) {
      try {
        alive = ask().status() < 500;
      } catch (UncheckedIOException dead) {
        alive = false;
      }
    }
  }

  private BigDecimal balance() {
    return new BigDecimal(zoo.balance(Zoo.PARTNER));
  }

  private static BigDecimal paid() {
    return keeper("select sum(fee) from receipt");
  }

  private static BigDecimal keeper(String sql) {
    String units = Charges.texts("select coalesce((" + sql + "), 0) / 1e18").getFirst();
    return new BigDecimal(units);
  }

  /** Their time passes at once. */
  private void expireReservations() throws SQLException {
    update("update reservation set expires_at = now() where status = 'PENDING'");
  }

  private void expireLeases() throws SQLException {
    update("update credit_lease set expires_at = now() where status = 'PENDING'");
  }

  private void update(String sql) throws SQLException {
    try (Connection database = zoo.database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private Reply ask() {
    return zoo.post(Zoo.PARTNER, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 1));
  }

  private String state(String node) {
    return zoo.get(Zoo.NOBODY, "/api/v1/nodes?size=200").expect(200).items().stream()
        .map(JsonValue::asJsonObject)
        .filter(one -> one.getString("name").equals(node))
        .map(one -> one.getString("state"))
        .findFirst()
        .orElseThrow();
  }

  private String status(String proposal) {
    return zoo.get(Zoo.NOBODY, "/api/v1/proposals/" + proposal)
        .expect(200)
        .json()
        .getString("status");
  }

  private long count(String sql) {
    try (Connection database = zoo.database();
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
