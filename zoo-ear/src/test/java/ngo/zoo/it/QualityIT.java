package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Votes, evidence and pruning of a library of its own, by those who may and those who may not. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QualityIT {
  private static final String DOMAIN =
      "quality.test" + Long.toString(System.nanoTime(), 36).replaceAll("[0-9]", "x");
  private static final String LIBRARY = "/api/v1/libraries/" + DOMAIN;

  /** Libraries beyond this were imported, and nobody votes on them. */
  private static final int SMALL = 40;

  private static final List<String> members = new ArrayList<>();
  private static int capacity;
  private final Zoo zoo = Zoo.shared();

  /** Bigger than any that others vote on, so that its size as the capacity disturbs none. */
  @BeforeAll
  static void aLibraryIsVotedFull() throws SQLException {
    Zoo zoo = Zoo.shared();
    try (var database = zoo.database();
        var statement = database.createStatement()) {
      statement.execute(
          "insert into library (domain, title, description) values ('%s', 'Quality', 'A test.')"
              .formatted(DOMAIN));
    }
    capacity =
        2
            + zoo
                .get(Zoo.NOBODY, "/api/v1/libraries?size=200")
                .items()
                .getValuesAs(JsonObject.class)
                .stream()
                .mapToInt(library -> library.getInt("size"))
                .filter(size -> size <= SMALL)
                .max()
                .orElseThrow();
    IntStream.range(0, capacity).forEach(i -> members.add(submit(zoo, i)));
    propose(zoo, Integer.toString(capacity));
    zoo.advance("P8D");
    zoo.eventually("the library is full", () -> size(zoo) == capacity);
  }

  @Test
  @Order(1)
  void aMemberVotesChangesTheMindAndTakesItBack() {
    String vote = "/api/v1/experiences/" + members.get(0) + "/vote";
    assertThat(zoo.get("lin", vote).expect(200).json().containsKey("value")).isFalse();
    assertThat(counts(put("lin", vote, "up"))).isEqualTo("1/0");
    assertThat(counts(put("lin", vote, "up"))).isEqualTo("1/0");
    assertThat(counts(put("ada", vote, "up"))).isEqualTo("2/0");
    assertThat(counts(put("lin", vote, "down"))).isEqualTo("1/1");
    assertThat(zoo.get("lin", vote).json().getString("value")).isEqualTo("down");
    JsonObject mixed = quality(members.get(0));
    assertThat(mixed.getInt("votes_basis_points")).isEqualTo(5000);
    assertThat(counts(zoo.send("lin", "DELETE", vote, ""))).isEqualTo("1/0");
    assertThat(counts(zoo.send("lin", "DELETE", vote, ""))).isEqualTo("1/0");
    assertThat(quality(members.get(0)).getInt("quality_basis_points"))
        .isGreaterThan(mixed.getInt("quality_basis_points"));
  }

  @Test
  @Order(2)
  void othersAreRefusedInWords() {
    String vote = "/api/v1/experiences/" + members.get(0) + "/vote";
    String up = "{\"value\":\"up\"}";
    zoo.send(Zoo.NOBODY, "PUT", vote, up).expect(401);
    code(zoo.send(Zoo.PARTNER, "PUT", vote, up), 403, "role-missing");
    code(zoo.send("sam", "PUT", vote, up), 403, "role-missing");
    code(zoo.send("tomas", "PUT", vote, up), 403, "own-experience");
    code(zoo.send("lin", "PUT", vote, "{\"value\":\"maybe\"}"), 400, "value-unknown");
    String nobodys = "/api/v1/experiences/" + new UUID(7, 7) + "/vote";
    code(zoo.send("lin", "PUT", nobodys, up), 404, "experience-not-found");
    zoo.get(Zoo.PARTNER, LIBRARY + "/pruning").expect(403);
  }

  @Test
  @Order(3)
  void evidenceIsRecordedOnceProvenAndShown() {
    String path = "/api/v1/experiences/" + members.get(1) + "/evidence";
    assertThat(zoo.get(Zoo.NOBODY, path).expect(200).json().getInt("total")).isZero();
    assertThat(page(members.get(1))).contains("Not yet measured.");
    zoo.post("lin", path, measured(1250, 400)).expect(403);
    code(zoo.post("sam", path, measured(1250, 1300)), 400, "evidence-form");
    JsonObject recorded = zoo.post("sam", path, measured(1250, 400)).expect(201).json();
    assertThat(zoo.get(Zoo.NOBODY, path).items().getJsonObject(0)).isEqualTo(recorded);
    assertThat(page(members.get(1)))
        .doesNotContain("Not yet measured.")
        .contains("+12.5", "+4", "+21", "zoo-keeper-tiny", "beyond chance");
    String proof = "/api/v1/proofs/evidence/" + recorded.getString("id");
    zoo.eventually("the leaf is sequenced", () -> zoo.get(Zoo.NOBODY, proof).status() == 200);
    assertThat(zoo.get(Zoo.NOBODY, proof).json().getString("record"))
        .contains("\"effect_bp\":1250", members.get(1));
  }

  @Test
  @Order(4)
  void aFullLibraryLetsTheLowestGoAndKeepsWhatHelps() {
    put("lin", "/api/v1/experiences/" + members.get(1) + "/vote", "down");
    put("lin", "/api/v1/experiences/" + members.get(2) + "/vote", "down");
    put("ada", "/api/v1/experiences/" + members.get(3) + "/vote", "down");
    assertThat(preview().getInt("prunable")).as("all are new").isZero();
    zoo.advance("P15D");
    zoo.eventually(
        "the blamed ones come first",
        () -> next().size() > 1 && next().subList(0, 2).containsAll(members.subList(2, 4)));
    assertThat(next()).doesNotContain(members.get(1));
    int leaving = preview().getInt("leaving");
    List<String> going = next().subList(0, leaving);
    int before = head(zoo);

    String late = submit(zoo, capacity);
    zoo.advance("P8D");
    zoo.eventually("the library has it", () -> status(late).equals("adopted"));

    assertThat(size(zoo)).isEqualTo(capacity - leaving + 1);
    assertThat(head(zoo)).isEqualTo(before + 2);
    JsonObject version = zoo.get(Zoo.NOBODY, LIBRARY + "/versions/" + (before + 1)).json();
    assertThat(version.getString("cause_kind")).isEqualToIgnoringCase("pruning");
    going.forEach(id -> assertThat(status(id)).isEqualTo("pruned"));
    assertThat(status(members.get(1))).isEqualTo("adopted");
    String gone = going.getFirst();
    zoo.get(Zoo.NOBODY, "/api/v1/proofs/experience/" + gone + "?version=" + before).expect(200);
    code(
        zoo.send("maya", "PUT", "/api/v1/experiences/" + gone + "/vote", "{\"value\":\"up\"}"),
        409,
        "experience-not-in-use");
  }

  @Test
  @Order(5)
  void theCapacityIsAsBefore() {
    propose(zoo, "1000");
    zoo.advance("P8D");
    zoo.eventually("the capacity is back", () -> preview().getInt("capacity") == 1000);
    assertThat(preview().getInt("leaving")).isZero();
  }

  private static String submit(Zoo zoo, int number) {
    String body =
        Json.createObjectBuilder()
            .add("domain", DOMAIN)
            .add("text", "When the keeper counts to " + number + ", write " + number + " twice.")
            .add("confidence_bp", 8000)
            .add("examples", JsonValue.EMPTY_JSON_ARRAY)
            .build()
            .toString();
    JsonObject proposal = zoo.post("tomas", "/api/v1/experiences", body).expect(201).json();
    pass(zoo, proposal.getString("id"));
    return proposal.getString("experience_id");
  }

  private static void propose(Zoo zoo, String capacity) {
    String body =
        """
        {"type": "parameter", "title": "Capacity", "body": "For the test of pruning.",
         "parameter": "ledger.library-capacity", "value": "%s"}
        """
            .formatted(capacity);
    JsonObject zip = zoo.post("tomas", "/api/v1/proposals", body).expect(201).json();
    pass(zoo, zip.getString("id"));
  }

  private static void pass(Zoo zoo, String proposal) {
    String path = "/api/v1/proposals/" + proposal;
    zoo.eventually(
        "voting is open",
        () -> zoo.get(Zoo.NOBODY, path).json().getString("status").equals("active"));
    for (String voter : List.of("maya", "omar")) {
      zoo.post(voter, path + "/ballots", "{\"support\":\"for\",\"reason\":\"\"}").expect(201);
    }
  }

  private static int size(Zoo zoo) {
    return zoo.get(Zoo.NOBODY, LIBRARY).expect(200).json().getInt("size");
  }

  private static int head(Zoo zoo) {
    return zoo.get(Zoo.NOBODY, LIBRARY).expect(200).json().getInt("head");
  }

  private JsonObject preview() {
    return zoo.get("sam", LIBRARY + "/pruning").expect(200).json();
  }

  private List<String> next() {
    return preview().getJsonArray("next").getValuesAs(JsonObject.class).stream()
        .map(one -> one.getString("id"))
        .toList();
  }

  private JsonObject quality(String id) {
    return zoo.get(Zoo.NOBODY, "/api/v1/experiences/" + id + "/quality").expect(200).json();
  }

  private String status(String id) {
    return zoo.get(Zoo.NOBODY, "/api/v1/experiences/" + id).json().getString("status");
  }

  private String page(String id) {
    return zoo.get(Zoo.NOBODY, "/experience.xhtml?id=" + id).expect(200).body();
  }

  private Reply put(String who, String path, String value) {
    return zoo.send(who, "PUT", path, "{\"value\":\"" + value + "\"}");
  }

  private static String counts(Reply reply) {
    JsonObject json = reply.expect(200).json();
    return json.getInt("upvotes") + "/" + json.getInt("downvotes");
  }

  private static void code(Reply reply, int status, String code) {
    assertThat(reply.expect(status).json().getString("code")).isEqualTo(code);
  }

  private static String measured(int effect, int low) {
    return """
    {"effect_bp": %d, "low_bp": %d, "high_bp": 2100, "trials": 400,
     "baseline_bp": 5000, "treated_bp": %d, "model": "zoo-keeper-tiny", "library_version": 1,
     "tasks": "held-out", "tasks_hash": "%s",
     "cost": {"value": "8", "asset": "KEEPER"}, "measured_at": "2026-01-01T12:00:00Z"}
    """
        .formatted(effect, low, 5000 + effect, "ab".repeat(32));
  }
}
