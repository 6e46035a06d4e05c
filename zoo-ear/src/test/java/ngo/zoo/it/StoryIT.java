package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.dev.verify.VerifyCommand;
import ngo.zoo.keeper.Sign;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job over HTTP, step by step: ask, submit, vote, ask again, pay, verify. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryIT {
  private static final int QUESTIONS = 10;
  private static final List<String> VOTERS = List.of("maya", "omar", "lin", "ada");
  private static Sign sign = Sign.HYENA;
  private static String proposal = "";
  private static String experience = "";
  private static String receipt = "";

  private final Zoo zoo = Zoo.shared();

  @Test
  @Order(1)
  void anUnknownSignIsMostlyGuessedWrong() {
    sign = unknownSign();
    assertThat(rightAnswers()).isLessThan(QUESTIONS / 2);
  }

  @Test
  @Order(2)
  void aMemberSubmitsTheMissingExperience() {
    String body =
        Json.createObjectBuilder()
            .add("domain", "keeper.signs")
            .add("text", Questions.experienceOn(sign))
            .add("confidence_bp", 9500)
            .add("examples", JsonValue.EMPTY_JSON_ARRAY)
            .build()
            .toString();
    zoo.post(Zoo.NOBODY, "/api/v1/experiences", body).expect(401);
    zoo.post(Zoo.PARTNER, "/api/v1/experiences", body).expect(403);
    JsonObject made = zoo.post("tomas", "/api/v1/experiences", body).expect(201).json();
    proposal = made.getString("id");
    experience = made.getString("experience_id");
    assertThat(made.getString("status")).isEqualTo("active");
    zoo.post("lin", "/api/v1/experiences", body).expect(409);
  }

  @Test
  @Order(3)
  void membersVoteOnceAndOthersNot() {
    String path = "/api/v1/proposals/" + proposal + "/ballots";
    String vote = "{\"support\":\"for\",\"reason\":\"I checked it.\"}";
    zoo.post(Zoo.NOBODY, path, vote).expect(401);
    zoo.post(Zoo.PARTNER, path, vote).expect(403);
    VOTERS.forEach(voter -> zoo.post(voter, path, vote).expect(201));
    zoo.post("maya", path, vote).expect(409);
    zoo.post("maya", path, "{\"support\":\"perhaps\"}").expect(400);
    JsonObject tally =
        zoo.get(Zoo.NOBODY, "/api/v1/proposals/" + proposal)
            .expect(200)
            .json()
            .getJsonObject("tally");
    assertThat(tally.getBoolean("quorum_reached")).isTrue();
    assertThat(tally.getBoolean("approved")).isTrue();
  }

  @Test
  @Order(4)
  void afterSevenDaysTheLibraryHasANewVersion() {
    int before = head();
    zoo.post("maya", "/api/v1/dev/clock", "{\"advance\":\"P7D\"}").expect(403);
    zoo.advance("P7D");
    zoo.eventually(
        "the proposal is executed",
        () ->
            zoo.get(Zoo.NOBODY, "/api/v1/proposals/" + proposal)
                .json()
                .getString("status")
                .equals("executed"));
    assertThat(head()).isGreaterThan(before);
    zoo.post("tomas", "/api/v1/proposals/" + proposal + "/ballots", "{\"support\":\"for\"}")
        .expect(409);
  }

  @Test
  @Order(5)
  void theSameQuestionsAreAnsweredRightAndTheReceiptNamesTheExperience() {
    assertThat(rightAnswers()).isEqualTo(QUESTIONS);
    JsonObject answer =
        zoo.post(Zoo.PARTNER, "/v1/chat/completions", Questions.chat(Questions.about(sign, 0), 1))
            .expect(200)
            .json()
            .getJsonObject("zoo");
    receipt = answer.getString("receipt_id");
    assertThat(answer.getJsonArray("experiences_used").toString()).contains(experience);
  }

  @Test
  @Order(6)
  void theAuthorIsPaidWhenTheAnswerIsFinal() {
    zoo.advance("PT61M");
    zoo.eventually(
        "the receipt is final",
        () ->
            zoo.get(Zoo.PARTNER, "/api/v1/receipts/" + receipt)
                .json()
                .getString("status")
                .equalsIgnoreCase("final"));
    assertThat(earned("tomas", receipt)).isPositive();
    JsonObject entries = zoo.get("sam", "/api/v1/entries?cause=" + receipt).expect(200).json();
    BigDecimal sum =
        entries.getJsonArray("items").getValuesAs(JsonObject.class).stream()
            .flatMap(entry -> entry.getJsonArray("postings").getValuesAs(JsonObject.class).stream())
            .map(posting -> new BigDecimal(posting.getJsonObject("amount").getString("value")))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(entries.getInt("total")).isPositive();
  }

  @Test
  @Order(7)
  void theReceiptAndTheExperienceVerifyOfflineAndATamperedByteDoesNot(@TempDir Path folder)
      throws Exception {
    zoo.eventually(
        "the receipt's leaf is anchored",
        () -> {
          Reply proof = zoo.get(Zoo.NOBODY, "/api/v1/proofs/receipt/" + receipt);
          return proof.status() == 200 && !proof.json().isNull("anchor");
        });
    for (String path :
        List.of(
            "/api/v1/proofs/receipt/" + receipt,
            "/api/v1/proofs/experience/" + experience + "?version=" + head())) {
      String proof = zoo.get(Zoo.NOBODY, path).expect(200).body();
      Path good = Files.writeString(folder.resolve("good.json"), proof);
      assertThat(VerifyCommand.run(good.toString())).isZero();
      String tampered =
          proof.replaceFirst("zoo-keeper-tiny|shows " + sign.word(), "zoo-keeper-tinz");
      assertThat(tampered).isNotEqualTo(proof);
      Path bad = Files.writeString(folder.resolve("bad.json"), tampered);
      assertThat(VerifyCommand.run(bad.toString())).isNotZero();
    }
  }

  private Sign unknownSign() {
    String known =
        zoo.get(Zoo.NOBODY, "/api/v1/experiences?domain=keeper.signs&size=200").expect(200).body();
    return Arrays.stream(Sign.values())
        .filter(candidate -> !known.contains("shows " + candidate.word() + ","))
        .findFirst()
        .orElseThrow();
  }

  private long rightAnswers() {
    long right = 0;
    for (int n = 0; n < QUESTIONS; n++) {
      String text =
          zoo.post(
                  Zoo.PARTNER,
                  "/v1/chat/completions",
                  Questions.chat(Questions.about(sign, n), 100 + n))
              .expect(200)
              .json()
              .getJsonArray("choices")
              .getJsonObject(0)
              .getJsonObject("message")
              .getString("content");
      right += text.contains(Questions.rightAnswer(sign, n)) ? 1 : 0;
    }
    return right;
  }

  private int head() {
    return zoo.get(Zoo.NOBODY, "/api/v1/libraries/keeper.signs").expect(200).json().getInt("head");
  }

  /** By this one answer: people who have nodes as well have many earnings. */
  private BigDecimal earned(String login, String receipt) {
    return zoo
        .get(login, "/api/v1/earnings?size=200")
        .expect(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(item -> item.getString("receipt_id", "").equals(receipt))
        .map(item -> new BigDecimal(item.getJsonObject("amount").getString("value")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
