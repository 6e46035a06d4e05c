package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.dev.verify.VerifyCommand;
import ngo.zoo.keeper.Sign;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Experiences edited, merged, taken out and back, and a library rolled back: all by vote. */
@ExtendWith(StackExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifeIT {
  private static final String DOMAIN = "math.reasoning";
  private static final String LIBRARY = "/api/v1/libraries/" + DOMAIN;
  private static final List<String> VOTERS = List.of("maya", "omar", "lin", "ada");
  private static final Map<String, String> IDS = new HashMap<>();
  private static int before;
  private static String revision = "";
  private static String merged = "";
  private static String paidRevision = "";

  private final Zoo zoo = Zoo.shared();

  @Test
  @Order(1)
  void changesThatMakeNoSenseAreRefusedWithTheirReason() {
    members();
    before = head();
    String edit = experience("polynomial") + "/revisions";
    zoo.post(Zoo.NOBODY, edit, "{\"confidence_bp\":1}").expect(401);
    zoo.post(Zoo.PARTNER, edit, "{\"confidence_bp\":1}").expect(403);
    code(zoo.post("lin", edit, "{}"), 400, "edit-changes-nothing");
    code(
        zoo.post("lin", edit, "{\"text\":\"" + "word ".repeat(50) + "\"}"), 400, "experience-form");
    code(zoo.post("lin", experience("polynomial") + "/restoration", "{}"), 409, "not-restorable");
    code(zoo.post("lin", LIBRARY + "/merges", merge("invariant")), 400, "merge-others");
    code(
        zoo.post("lin", LIBRARY + "/rollbacks", "{\"version\":" + before + "}"),
        400,
        "version-current");
    zoo.post("lin", LIBRARY + "/rollbacks", "{\"version\":999}").expect(404);
    zoo.get(Zoo.NOBODY, LIBRARY + "/versions/1/diff/999").expect(404);
  }

  @Test
  @Order(2)
  void anEditARemovalAndAMergeAreVotedInAndMakeAVersionEach() {
    String text =
        "When a geometry problem asks where figures cross, keep only points inside the region.";
    JsonObject edit =
        proposed(
            "lin",
            experience("geometry") + "/revisions",
            Json.createObjectBuilder().add("text", text).add("reason", "Shorter.").build());
    assertThat(edit.getString("change")).isEqualTo("modify");
    assertThat(edit.getString("body")).contains(text, "Content address: bafk", "Shorter.");
    code(zoo.post("omar", experience("geometry") + "/deprecation", "{}"), 409, "in-vote");
    JsonObject removal = proposed("ada", experience("expected") + "/deprecation", reason());
    JsonObject merge =
        zoo.post("omar", LIBRARY + "/merges", merge("invariant", "polynomial")).expect(201).json();
    JsonObject paid =
        proposed(
            "tomas",
            "/api/v1/experiences/" + zebra() + "/revisions",
            Json.createObjectBuilder().add("confidence_bp", 9000).build());
    revision = edit.getString("experience_id");
    merged = merge.getString("experience_id");
    paidRevision = paid.getString("experience_id");

    for (JsonObject proposal : List.of(edit, removal, merge, paid)) {
      vote(proposal);
    }
    zoo.advance("P8D");
    for (JsonObject proposal : List.of(edit, removal, merge, paid)) {
      ends(proposal, "executed");
    }

    assertThat(head()).isEqualTo(before + 3);
    assertThat(status("geometry")).isEqualTo("superseded");
    assertThat(status("expected")).isEqualTo("deprecated");
    assertThat(status("invariant")).isEqualTo("superseded");
    assertThat(status("polynomial")).isEqualTo("merged");
    assertThat(one("polynomial").getString("replaced_by")).isEqualTo(merged);
    assertThat(zoo.get(Zoo.NOBODY, "/api/v1/experiences/" + revision).json().getString("status"))
        .isEqualTo("adopted");
  }

  @Test
  @Order(3)
  void historyAndDiffTellWhatHappened() {
    JsonObject diff =
        zoo.get(Zoo.NOBODY, LIBRARY + "/versions/" + before + "/diff/" + head()).expect(200).json();
    assertThat(diff.getInt("changed")).isEqualTo(2);
    assertThat(diff.getInt("removed")).isEqualTo(2);
    assertThat(diff.getInt("added")).isZero();
    assertThat(diff.getJsonObject("differences").getJsonArray("items").toString())
        .contains("\"kind\":\"removed\",\"text\":", "\"kind\":\"changed\"");

    JsonObject history =
        zoo.get(Zoo.NOBODY, experience("geometry") + "/history").expect(200).json();
    assertThat(history.getJsonArray("revisions")).hasSize(2);
    assertThat(history.getJsonArray("votes")).hasSize(1);
    JsonObject span = history.getJsonArray("versions").getJsonObject(0);
    assertThat(span.getInt("until")).isBetween(before + 1, before + 3);
    assertThat(
            zoo.get(Zoo.NOBODY, "/api/v1/experiences/" + revision + "/history")
                .json()
                .getJsonArray("contributors"))
        .hasSize(2);
  }

  @Test
  @Order(4)
  void whatLeftStaysProvedInTheVersionThatHadIt(@TempDir Path folder) throws Exception {
    String path = "/api/v1/proofs/experience/" + IDS.get("geometry") + "?version=";
    zoo.get(Zoo.NOBODY, path + head()).expect(404);
    Path proof =
        Files.writeString(
            folder.resolve("proof.json"), zoo.get(Zoo.NOBODY, path + before).expect(200).body());
    assertThat(VerifyCommand.run(proof.toString())).isZero();
  }

  @Test
  @Order(5)
  void allWhoContributedToARevisionArePaid() {
    JsonObject answer =
        zoo.post(
                Zoo.PARTNER,
                "/v1/chat/completions",
                Questions.chat(Questions.about(Sign.ZEBRA, 3), 7))
            .expect(200)
            .json()
            .getJsonObject("zoo");
    assertThat(answer.getJsonArray("experiences_used").toString()).contains(paidRevision);
    zoo.advance("PT61M");
    String id = answer.getString("receipt_id");
    String receipt = "/api/v1/receipts/" + id;
    zoo.eventually(
        "the receipt is final",
        () -> zoo.get(Zoo.PARTNER, receipt).json().getString("status").equalsIgnoreCase("final"));

    assertThat(earned("omar", id)).isPositive();
    assertThat(earned("tomas", id)).isPositive();
    zoo.eventually("what the revision earned is counted", () -> revisionEarned().signum() > 0);
    assertThat(revisionEarned()).isLessThanOrEqualTo(earned("omar", id).add(earned("tomas", id)));
    assertThat(zoo.get("sam", "/api/v1/money/check").expect(200).json().getBoolean("sound"))
        .isTrue();
  }

  @Test
  @Order(6)
  void whatWentOutComesBackAndTheLibraryGoesBack() {
    JsonObject restoration = proposed("tomas", experience("expected") + "/restoration", reason());
    String rollback = "{\"version\":" + before + ",\"reason\":\"All was right then.\"}";
    JsonObject back = zoo.post("maya", LIBRARY + "/rollbacks", rollback).expect(201).json();
    code(zoo.post("omar", LIBRARY + "/rollbacks", rollback), 409, "library-in-vote");
    vote(restoration);
    vote(back);
    zoo.advance("P8D");
    ends(restoration, "executed");
    ends(back, "executed");

    assertThat(head()).isEqualTo(before + 5);
    JsonObject diff =
        zoo.get(Zoo.NOBODY, LIBRARY + "/versions/" + before + "/diff/" + head()).json();
    assertThat(diff.getJsonObject("differences").getInt("total")).isZero();
    for (String word : IDS.keySet()) {
      assertThat(status(word)).isEqualTo("adopted");
    }
    assertThat(zoo.get(Zoo.NOBODY, "/api/v1/experiences/" + merged).json().getString("status"))
        .isEqualTo("deprecated");
    code(
        zoo.post("tomas", "/api/v1/experiences/" + merged + "/restoration", "{}"),
        409,
        "revision-in-library");
  }

  @Test
  @Order(7)
  void thePagesShowIt() {
    for (String page :
        List.of(
            "/experience.xhtml?id=" + revision,
            "/experience.xhtml?id=" + IDS.get("geometry"),
            "/library.xhtml?domain=" + DOMAIN + "&version=" + before,
            "/compare.xhtml?domain=" + DOMAIN + "&from=" + before + "&to=" + (before + 3))) {
      assertThat(zoo.get(Zoo.NOBODY, page).expect(200).body()).doesNotContain("???");
    }
    assertThat(
            zoo.get(
                    Zoo.NOBODY,
                    "/compare.xhtml?domain=" + DOMAIN + "&from=" + before + "&to=" + (before + 3))
                .body())
        .contains("<del>", "<ins>");
    zoo.get(Zoo.NOBODY, "/compare.xhtml?domain=nowhere").expect(404);
  }

  /** Ids of the first members by a word that only they have. */
  private void members() {
    zoo.get(Zoo.NOBODY, LIBRARY + "/versions/" + head() + "/members?size=200")
        .expect(200)
        .items()
        .getValuesAs(JsonObject.class)
        .forEach(
            member -> {
              for (String word : List.of("geometry", "expected", "invariant", "polynomial")) {
                if (member.getString("text").contains(word)) {
                  IDS.put(word, member.getString("id"));
                }
              }
            });
    assertThat(IDS).hasSize(4);
  }

  private static String experience(String word) {
    return "/api/v1/experiences/" + IDS.get(word);
  }

  private JsonObject one(String word) {
    return zoo.get(Zoo.NOBODY, experience(word)).expect(200).json();
  }

  private String status(String word) {
    return one(word).getString("status");
  }

  private String zebra() {
    return zoo.get(Zoo.NOBODY, "/api/v1/experiences?domain=keeper.signs&search=zebra")
        .expect(200)
        .items()
        .getJsonObject(0)
        .getString("id");
  }

  private static JsonObject merge(String representative, String... others) {
    var ids = Json.createArrayBuilder();
    for (String other : others) {
      ids.add(IDS.get(other));
    }
    return Json.createObjectBuilder()
        .add("representative", IDS.get(representative))
        .add("others", ids)
        .build();
  }

  private static JsonObject reason() {
    return Json.createObjectBuilder().add("reason", "As discussed.").build();
  }

  private JsonObject proposed(String who, String path, JsonObject body) {
    return zoo.post(who, path, body).expect(201).json();
  }

  private void vote(JsonObject proposal) {
    String path = "/api/v1/proposals/" + proposal.getString("id");
    zoo.eventually(
        "the vote is open",
        () -> zoo.get(Zoo.NOBODY, path).json().getString("status").equals("active"));
    VOTERS.forEach(
        voter -> zoo.post(voter, path + "/ballots", "{\"support\":\"for\"}").expect(201));
  }

  private void ends(JsonObject proposal, String status) {
    String path = "/api/v1/proposals/" + proposal.getString("id");
    zoo.eventually(
        "the proposal is " + status,
        () -> zoo.get(Zoo.NOBODY, path).json().getString("status").equals(status));
  }

  private int head() {
    return zoo.get(Zoo.NOBODY, LIBRARY).expect(200).json().getInt("head");
  }

  /** By this one answer: people who have nodes as well have many earnings. */
  private BigDecimal earned(String login, String receipt) {
    return zoo
        .get(login, "/api/v1/earnings?size=200")
        .expect(200)
        .items()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(item -> item.getString("receipt_id", "").equals(receipt))
        .map(item -> new BigDecimal(item.getJsonObject("amount").getString("value")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal revisionEarned() {
    JsonObject revision =
        zoo.get(Zoo.NOBODY, "/api/v1/experiences/" + paidRevision).expect(200).json();
    return new BigDecimal(revision.getJsonObject("earned").getString("value"));
  }

  private static void code(Reply reply, int status, String code) {
    assertThat(reply.expect(status).body()).contains(code);
  }
}
