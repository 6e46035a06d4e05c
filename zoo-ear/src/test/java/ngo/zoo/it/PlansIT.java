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

/** An organisation's plan, credits and credit line, with answers it pays for by them. */
class PlansIT {
  private static final UUID NOBODYS = new UUID(7, 8);
  private final Zoo zoo = Zoo.shared();
  private final String name = "Cedar " + UUID.randomUUID().toString().substring(0, 8);
  private String acme = "";
  private String cedar = "";

  @BeforeEach
  void anOrganisationWithNothing() {
    acme =
        zoo.get("paula", "/api/v1/organisations")
            .expect(200)
            .items()
            .getJsonObject(0)
            .getString("id");
    cedar =
        zoo.post(
                "sam",
                "/api/v1/organisations",
                "{\"name\":\"%s\",\"client_id\":\"%s\"}".formatted(name, name))
            .expect(201)
            .json()
            .getString("id");
  }

  @Test
  void everyDoorIsShutForTheWrongCaller() {
    for (String path : List.of("/plan", "/credits", "/billing-account")) {
      zoo.get(Zoo.NOBODY, of(acme, path)).expect(401);
      zoo.get("maya", of(acme, path)).expect(403);
      zoo.get("paula", of(acme, path)).expect(200);
      zoo.get(Zoo.PARTNER, of(acme, path)).expect(200);
      zoo.get("sam", of(cedar, path)).expect(200);
      Reply others = zoo.get("paula", of(cedar, path)).expect(404);
      Reply missing = zoo.get("paula", of(NOBODYS.toString(), path)).expect(404);
      assertThat(others.body()).isEqualTo(missing.body().replace(NOBODYS.toString(), cedar));
    }
    zoo.get("maya", "/api/v1/plans").expect(403);
    zoo.get("maya", "/api/v1/credits").expect(200);
    zoo.get("maya", "/api/v1/credits?all=true").expect(403);
    zoo.post("paula", "/api/v1/plans", plan("Mine", true)).expect(403);
    zoo.post("paula", of(acme, "/plan"), assign(UUID.randomUUID().toString())).expect(403);
    zoo.post("paula", of(acme, "/billing-account/mode"), mode("postpaid", "9")).expect(403);
    zoo.post("paula", "/api/v1/credits", grant(acme, "9", "k")).expect(403);
    String dry = "{\"terms\":{},\"usage\":[]}";
    zoo.post(Zoo.NOBODY, of(acme, "/price-dry-run"), dry).expect(401);
    zoo.post("maya", of(acme, "/price-dry-run"), dry).expect(403);
    zoo.post("paula", of(cedar, "/price-dry-run"), dry).expect(404);
    zoo.post("paula", of(acme, "/price-dry-run"), dry).expect(200);
  }

  @Test
  void creditsPayFirstThenTheLineAndTheRefusalNamesIt() {
    String secret = key(cedar);
    JsonObject refused = ask(secret).expect(402).json().getJsonObject("error");
    assertThat(refused.getString("message")).contains("the prepaid account has 0 KEEPER");

    String first = granted(grant(cedar, "0.015", name));
    assertThat(granted(grant(cedar, "0.015", name))).isEqualTo(first);
    zoo.post("sam", of(cedar, "/billing-account/mode"), mode("postpaid", "0.01")).expect(200);
    ask(secret).expect(200);
    ask(secret).expect(200);

    JsonObject account = zoo.get("sam", of(cedar, "/billing-account")).expect(200).json();
    assertThat(value(account, "credits")).isEqualByComparingTo("0");
    assertThat(value(account, "line_free")).isEqualByComparingTo("0.005");
    assertThat(value(account, "line_drawn")).isEqualByComparingTo("0.005");
    assertThat(value(account, "available")).isEqualByComparingTo("0.005");
    refused = ask(secret).expect(402).json().getJsonObject("error");
    assertThat(refused.getString("message")).contains("0.005 KEEPER of the credit line");
    Reply lower =
        zoo.post("sam", of(cedar, "/billing-account/mode"), mode("postpaid", "0.004")).expect(409);
    assertThat(lower.body()).contains("0.005 KEEPER that are free");
    zoo.post("sam", of(cedar, "/billing-account/mode"), mode("prepaid", "0")).expect(409);
    zoo.post("sam", of(cedar, "/billing-account/mode"), mode("postpaid", "0.006")).expect(200);

    JsonObject credit = zoo.get("sam", of(cedar, "/credits")).expect(200).items().getJsonObject(0);
    assertThat(credit.getString("state")).isEqualTo("used-up");
    assertThat(zoo.get("sam", "/api/v1/money/check").expect(200).json().getBoolean("sound"))
        .isTrue();
  }

  @Test
  void aPlanIsMadeAssignedAndPricedBeforeItIsPaid() {
    JsonObject made =
        zoo.post("sam", "/api/v1/plans", plan("Plan " + name, false)).expect(201).json();
    String plan = made.getString("id");
    String version = made.getJsonArray("versions").getJsonObject(0).getString("id");
    zoo.post("sam", "/api/v1/plans", plan("Plan " + name, false)).expect(409);
    zoo.get("paula", "/api/v1/plans/" + plan).expect(404);
    assertThat(zoo.get("paula", "/api/v1/plans?size=200").expect(200).body())
        .contains("Pay per query")
        .doesNotContain(plan);
    zoo.post(
            "sam",
            "/api/v1/plans/" + plan + "/versions",
            "{\"valid_from\":\"2020-01-01T00:00:00Z\",\"terms\":{}}")
        .expect(400);

    String usage =
        "\"usage\":[{\"model\":\"zoo-keeper-tiny\",\"queries\":150,\"output_tokens\":1000}]}";
    zoo.post(
            "paula",
            of(acme, "/price-dry-run"),
            "{\"plan_version_id\":\"%s\",".formatted(version) + usage)
        .expect(404);
    JsonObject compared =
        zoo.post(
                "sam",
                of(cedar, "/price-dry-run"),
                "{\"plan_version_id\":\"%s\",".formatted(version) + usage)
            .expect(200)
            .json();
    // 140 at 0.008 (10 of 150 are free) and 1000 tokens at 2 per million, of which 140/150.
    assertThat(value(compared.getJsonObject("present"), "total")).isEqualByComparingTo("1.5");
    assertThat(value(compared.getJsonObject("asked"), "total"))
        .isBetween(new BigDecimal("1.1218"), new BigDecimal("1.1219"));
    assertThat(value(compared, "difference")).isNegative();

    JsonObject assigned = zoo.post("sam", of(cedar, "/plan"), assign(plan)).expect(200).json();
    assertThat(assigned.getJsonObject("present").getString("plan")).isEqualTo("Plan " + name);
    assertThat(assigned.getJsonArray("assignments")).hasSize(1);
    zoo.post("sam", of(cedar, "/plan"), assign(UUID.randomUUID().toString())).expect(404);
  }

  /** Nobody pays here: every question is refused for that, until a rate is used up. */
  @Test
  void theRateOfAKeyOrOfThePlanBindsAndIsTold() {
    JsonObject terms =
        Zoo.parse(
            "{\"name\": \"Slow %s\", \"open\": false, \"terms\": {\"questions_per_hour\": 4}}"
                .formatted(name));
    JsonObject made = zoo.post("sam", "/api/v1/plans", terms).expect(201).json();
    zoo.post("sam", of(cedar, "/plan"), assign(made.getString("id"))).expect(200);
    String secret = key(cedar);
    zoo.eventually("the plan's rate is known", () -> policy(ask(secret)).equals("\"plan\";q=4"));
    String rate = of(cedar, "/keys/" + id(secret) + "/rate");
    zoo.send("sam", "PUT", rate, "{\"questions_per_hour\": 5}").expect(400);
    zoo.send("paula", "PUT", rate, "{\"questions_per_hour\": 1}").expect(404);
    JsonObject limited =
        zoo.send("sam", "PUT", rate, "{\"questions_per_hour\": 1}").expect(200).json();
    assertThat(limited.getInt("questions_per_hour")).isEqualTo(1);

    assertThat(policy(ask(secret).expect(402))).isEqualTo("\"key\";q=1");
    Reply refused = ask(secret).expect(429);
    assertThat(policy(refused)).isEqualTo("\"key\";q=1");
    assertThat(refused.body()).contains("At most 1 questions an hour with this key");
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    String other = key(cedar);
    assertThat(policy(ask(other).expect(402))).as("the other asks on").isEqualTo("\"plan\";q=4");
    zoo.send("sam", "PUT", rate, "{}").expect(200);
    assertThat(policy(ask(secret))).isEqualTo("\"plan\";q=4");
  }

  private static String policy(Reply reply) {
    String policy = reply.headers().firstValue("RateLimit-Policy").orElse("");
    return policy.substring(0, Math.max(0, policy.lastIndexOf(';')));
  }

  private String id(String secret) {
    return zoo.get("sam", of(cedar, "/keys?search=" + secret.substring(0, 12)))
        .expect(200)
        .items()
        .getJsonObject(0)
        .getString("id");
  }

  private Reply ask(String secret) {
    return zoo.postWithToken(secret, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 1));
  }

  private String key(String organisation) {
    String project =
        zoo.get("sam", of(organisation, "/projects"))
            .expect(200)
            .items()
            .getJsonObject(0)
            .getString("id");
    JsonObject draft =
        Json.createObjectBuilder()
            .add("project_id", project)
            .add("name", "IT")
            .add("scopes", Json.createArrayBuilder().add("chat:write"))
            .build();
    return zoo.post("sam", of(organisation, "/keys"), draft).expect(201).json().getString("secret");
  }

  private String granted(JsonObject grant) {
    return zoo.post("sam", "/api/v1/credits", grant).expect(201).json().getString("id");
  }

  private static JsonObject grant(String organisation, String amount, String key) {
    return Json.createObjectBuilder()
        .add("organisation_id", organisation)
        .add("amount", Json.createObjectBuilder().add("value", amount))
        .add("reason", "Test")
        .add("idempotency_key", key)
        .build();
  }

  private static JsonObject plan(String name, boolean open) {
    return Zoo.parse(
        """
        {"name": "%s", "open": %s, "terms": {"prices": [{"model": "zoo-keeper-tiny",
          "per_query": {"value": "0.008"}, "per_million_output": {"value": "2"}}],
          "free_queries": 10}}
        """
            .formatted(name, open));
  }

  private static JsonObject assign(String plan) {
    return Json.createObjectBuilder().add("plan_id", plan).build();
  }

  private static JsonObject mode(String mode, String limit) {
    return Json.createObjectBuilder()
        .add("mode", mode)
        .add("credit_limit", Json.createObjectBuilder().add("value", limit))
        .build();
  }

  private static BigDecimal value(JsonObject json, String name) {
    return new BigDecimal(json.getJsonObject(name).getString("value"));
  }

  private static String of(String organisation, String path) {
    return "/api/v1/organisations/" + organisation + path;
  }
}
