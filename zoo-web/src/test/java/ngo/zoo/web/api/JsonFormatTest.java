package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.governance.Support;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
  private static final UUID ID = new UUID(1, 2);

  @Test
  void viewsAreSnakeCaseWithPlainAmountsTimesAndEnums() {
    BallotView ballot =
        new BallotView(
            ID,
            ID,
            ID,
            Support.FOR,
            Amount.parse(Asset.KEEPER, "100000.5"),
            "",
            true,
            Instant.parse("2026-01-02T03:04:05.678Z"));
    JsonObject json = written(ballot);
    assertThat(json.keySet())
        .containsExactlyInAnyOrder(
            "id", "proposal_id", "member_id", "support", "power", "reason", "custodial", "cast_at");
    assertThat(json.getString("support")).isEqualTo("for");
    assertThat(json.getString("cast_at")).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(json.getJsonObject("power"))
        .hasToString("{\"value\":\"100000.5\",\"asset\":\"KEEPER\"}");
    assertThat(json.getString("id")).isEqualTo(ID.toString());
  }

  @Test
  void listsCarryTheirItemsAndNoNextOnTheLastPage() {
    JsonObject json = written(Listing.whole(List.of(ExperienceStatus.IN_VOTE)));
    assertThat(json).hasToString("{\"first\":0,\"items\":[\"in-vote\"],\"size\":1,\"total\":1}");
  }

  @Test
  void requestsAreReadBySnakeCaseNamesAndMayLeaveFieldsOut() {
    var submission =
        (ExperienceResource.Submission)
            read(
                ExperienceResource.Submission.class,
                "{\"domain\":\"d\",\"confidence_bp\":9000,\"unknown\":1,"
                    + "\"examples\":[{\"input\":\"a\",\"output\":\"b\"}]}");
    assertThat(submission.confidenceBp()).isEqualTo(9000);
    assertThat(submission.text()).isNull();
    assertThat(submission.examples()).hasSize(1);
    assertThatThrownBy(submission::command)
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.fields()).containsOnlyKeys("text"));
  }

  @Test
  void whatIsNoRequestIsTheSendersFault() {
    for (String body : List.of("", "null", "[]", "{", "7")) {
      assertThatThrownBy(() -> read(ExperienceResource.Submission.class, body))
          .as(body)
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.code()).isEqualTo("body-unreadable"));
    }
    for (String body : List.of("", "null", "[]", "{", "[".repeat(100_000))) {
      assertThatThrownBy(() -> read(JsonBody.class, body)).isInstanceOf(Refusal.class);
    }
  }

  private static JsonObject written(Object value) {
    return ((JsonBody) read(JsonBody.class, JsonFormat.JSONB.toJson(value))).json();
  }

  private static Object read(Class<?> type, String json) {
    return JsonBodies.read(type, json.getBytes(StandardCharsets.UTF_8));
  }
}
