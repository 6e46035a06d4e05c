package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partner's keys, budgets and usage, with the right and the wrong caller. */
class BillingIT {
  private static final UUID NOBODYS = new UUID(7, 7);
  private final Zoo zoo = Zoo.shared();
  private String acme = "";
  private String birch = "";

  @BeforeEach
  void twoOrganisations() {
    acme =
        zoo.get("paula", "/api/v1/organisations")
            .expect(200)
            .items()
            .getJsonObject(0)
            .getString("id");
    birch =
        zoo.post("sam", "/api/v1/organisations", "{\"name\":\"Birch\",\"client_id\":\"birch\"}")
            .expect(201)
            .json()
            .getString("id");
  }

  @Test
  void everyDoorIsShutForTheWrongCaller() {
    for (String path : List.of("", "/projects", "/keys", "/budgets", "/usage", "/usage/check")) {
      zoo.get(Zoo.NOBODY, of(acme, path)).expect(401);
      zoo.get("maya", of(acme, path)).expect(403);
      zoo.get("paula", of(acme, path)).expect(200);
      zoo.get("sam", of(birch, path)).expect(200);
      Reply others = zoo.get("paula", of(birch, path)).expect(404);
      Reply missing = zoo.get("paula", of(NOBODYS.toString(), path)).expect(404);
      assertThat(others.body()).isEqualTo(missing.body().replace(NOBODYS.toString(), birch));
    }
    zoo.post("paula", "/api/v1/organisations", "{\"name\":\"X\",\"client_id\":\"x\"}").expect(403);
    zoo.post("paula", of(acme, "/members"), "{\"login\":\"maya\"}").expect(403);
    assertThat(zoo.get("paula", "/api/v1/organisations").expect(200).items()).hasSize(1);
  }

  @Test
  void whatBelongsToAnotherOrganisationCannotBeTouchedByGuessingIds() {
    JsonObject key = made(zoo.post("sam", of(birch, "/keys"), draft(birch, "chat:write")));
    String id = key.getJsonObject("key").getString("id");
    String budget =
        zoo.post("sam", of(birch, "/budgets"), budget("key_id", id, "1"))
            .expect(201)
            .json()
            .getString("id");

    zoo.post("paula", of(acme, "/keys/" + id + "/revoke"), "{}").expect(404);
    zoo.post("paula", of(acme, "/keys/" + id + "/rotate"), "{}").expect(404);
    zoo.post("paula", of(acme, "/budgets/" + budget + "/end"), "{}").expect(404);
    zoo.post("paula", of(acme, "/budgets"), budget("key_id", id, "1")).expect(404);
    zoo.post("paula", of(acme, "/budgets"), budget("project_id", project(birch), "1")).expect(404);
    zoo.post("paula", of(acme, "/keys"), draft(birch, "chat:write")).expect(404);
    assertThat(zoo.get("paula", of(acme, "/keys")).body()).doesNotContain(id);
    zoo.getWithToken(key.getString("secret"), "/api/v1/me").expect(200);
  }

  @Test
  void aKeyMayDoWhatItsScopesSayUntilItIsRevoked() {
    JsonObject made = made(zoo.post("paula", of(acme, "/keys"), draft(acme, "models:read")));
    String secret = made.getString("secret");
    String id = made.getJsonObject("key").getString("id");

    zoo.getWithToken(secret, "/v1/models").expect(200);
    ask(secret).expect(403);
    zoo.getWithToken(secret, of(acme, "/usage")).expect(403);
    zoo.getWithToken(secret, of(acme, "/keys")).expect(403);
    Reply typo = zoo.getWithToken(secret.substring(0, 52) + "_", "/v1/models").expect(401);
    assertThat(typo.json().getJsonObject("error").getString("code")).isEqualTo("api_key_mistyped");
    assertThat(zoo.get("paula", of(acme, "/keys")).body()).contains(id).doesNotContain(secret);

    JsonObject next =
        made(zoo.post("paula", of(acme, "/keys/" + id + "/rotate"), "{\"grace\":\"PT1H\"}"));
    zoo.getWithToken(secret, "/v1/models").expect(200);
    zoo.getWithToken(next.getString("secret"), "/v1/models").expect(200);
    zoo.post("paula", of(acme, "/keys/" + id + "/rotate"), "{}").expect(409);
    zoo.post("paula", of(acme, "/keys/" + id + "/revoke"), "{}").expect(204);
    Reply revoked = zoo.getWithToken(secret, "/v1/models").expect(401);
    assertThat(revoked.json().getJsonObject("error").getString("code"))
        .isEqualTo("api_key_revoked");
    zoo.getWithToken(next.getString("secret"), "/v1/models").expect(200);
  }

  @Test
  void aKeyFromElsewhereIsRefusedAndOneThatMakesKeysGivesNoMoreThanItHas() {
    JsonObject body =
        Json.createObjectBuilder(draft(acme, "keys:write"))
            .add("addresses", Json.createArrayBuilder().add("192.0.2.0/24"))
            .build();
    String elsewhere = made(zoo.post("paula", of(acme, "/keys"), body)).getString("secret");
    zoo.getWithToken(elsewhere, of(acme, "/keys")).expect(403);

    String maker =
        made(zoo.post("paula", of(acme, "/keys"), draft(acme, "keys:write", "chat:write")))
            .getString("secret");
    zoo.postWithToken(maker, of(acme, "/keys"), draft(acme, "usage:read")).expect(403);
    zoo.postWithToken(maker, of(acme, "/keys"), draft(acme, "chat:write")).expect(201);
    zoo.post("paula", of(acme, "/keys"), draft(acme, "chat:read")).expect(400);
  }

  @Test
  void aBudgetStopsAKeyAndItsSuccessorAndTheStopIsNotCharged() {
    JsonObject made = made(zoo.post("paula", of(acme, "/keys"), draft(acme, "chat:write")));
    String id = made.getJsonObject("key").getString("id");
    String budget =
        zoo.post("paula", of(acme, "/budgets"), budget("key_id", id, "0.025"))
            .expect(201)
            .json()
            .getString("id");

    ask(made.getString("secret")).expect(200);
    JsonObject next = made(zoo.post("paula", of(acme, "/keys/" + id + "/rotate"), "{}"));
    ask(next.getString("secret")).expect(200);
    String before = zoo.balance(Zoo.PARTNER);
    JsonObject error = ask(next.getString("secret")).expect(402).json().getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo("budget_exceeded");
    assertThat(error.getString("message")).contains("daily budget of key", "0.025 KEEPER");
    assertThat(zoo.balance(Zoo.PARTNER)).isEqualTo(before);
    zoo.eventually(
        "the alert at 100 %",
        () -> zoo.get("paula", of(acme, "/budgets/alerts")).body().contains("\"percent\":100"));

    zoo.post("paula", of(acme, "/budgets/" + budget + "/limit"), "{\"limit\":{\"value\":\"0.03\"}}")
        .expect(200);
    zoo.postWithToken(
            next.getString("secret"), "/v1/chat/completions", Questions.chat("What is love?", 1))
        .expect(400);
    ask(next.getString("secret")).expect(200);
    ask(next.getString("secret")).expect(402);
  }

  @Test
  void usageIsWhatTheLedgerMoved() {
    JsonObject made =
        made(zoo.post("paula", of(acme, "/keys"), draft(acme, "chat:write", "usage:read")));
    String secret = made.getString("secret");
    ask(secret).expect(200);
    ask(secret).expect(200);

    JsonObject usage = zoo.getWithToken(secret, of(acme, "/usage?by=key")).expect(200).json();
    JsonObject own =
        usage.getJsonArray("items").getValuesAs(JsonObject.class).stream()
            .filter(row -> row.containsKey("key_id"))
            .filter(
                row -> row.getString("key_id").equals(made.getJsonObject("key").getString("id")))
            .findFirst()
            .orElseThrow();
    assertThat(own.getInt("answers")).isEqualTo(2);
    assertThat(fee(own)).isEqualByComparingTo("0.02");
    JsonObject check = zoo.getWithToken(secret, of(acme, "/usage/check")).expect(200).json();
    assertThat(check.getBoolean("matches")).isTrue();
    assertThat(check.getJsonObject("difference").getString("value")).isEqualTo("0");
    assertThat(new BigDecimal(check.getJsonObject("ledger").getString("value")))
        .isEqualByComparingTo(fee(usage.getJsonObject("total")));
    assertThat(zoo.getWithToken(secret, of(acme, "/usage?by=model&format=csv")).body())
        .startsWith("day,project,key,key_name,model,answers,")
        .contains(",zoo-keeper-tiny,");
    zoo.getWithToken(secret, of(acme, "/usage?from=2026-02-01&to=2026-01-01")).expect(400);
    zoo.getWithToken(secret, of(birch, "/usage")).expect(404);
  }

  private Reply ask(String secret) {
    return zoo.postWithToken(secret, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 1));
  }

  private static BigDecimal fee(JsonObject row) {
    return new BigDecimal(row.getJsonObject("fee").getString("value"));
  }

  private static JsonObject made(Reply reply) {
    return reply.expect(201).json();
  }

  private JsonObject draft(String organisation, String... scopes) {
    return Json.createObjectBuilder()
        .add("project_id", project(organisation))
        .add("name", "IT")
        .add("scopes", Json.createArrayBuilder(List.of(scopes)))
        .build();
  }

  private String project(String organisation) {
    return zoo.get("sam", of(organisation, "/projects"))
        .expect(200)
        .items()
        .getJsonObject(0)
        .getString("id");
  }

  private static JsonObject budget(String level, String id, String limit) {
    return Json.createObjectBuilder()
        .add(level, id)
        .add("period", "day")
        .add("limit", Json.createObjectBuilder().add("value", limit))
        .build();
  }

  private static String of(String organisation, String path) {
    return "/api/v1/organisations/" + organisation + path;
  }
}
