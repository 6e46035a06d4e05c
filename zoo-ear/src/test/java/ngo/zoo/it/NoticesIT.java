package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.dev.client.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks, e-mails, Idempotency-Key and donations, with a receiver of their own. */
class NoticesIT {
  private static final Path SCRIPTS = Path.of("src/test/js").toAbsolutePath();

  private final Zoo zoo = Zoo.shared();
  private final HttpClient http = HttpClient.newHttpClient();
  private String larch = "";

  @BeforeEach
  void anOrganisationOfItsOwn() {
    larch =
        zoo.post("sam", "/api/v1/organisations", "{\"name\":\"Larch\",\"client_id\":\"larch\"}")
            .expect(201)
            .json()
            .getString("id");
  }

  @Test
  void webhooksArriveSignedAsTheStandardsOwnLibraryExpects() throws Exception {
    try (Receiver receiver = new Receiver()) {
      JsonObject made = webhook(receiver, "key.created");
      String first = made.getString("secret");
      String id = made.getJsonObject("webhook").getString("id");
      assertThat(zoo.get("sam", of("/webhooks?size=200")).body())
          .contains(id)
          .doesNotContain("whsec");

      makeKey(UUID.randomUUID().toString()).expect(201);
      zoo.eventually("key.created", () -> !receiver.of("key.created").isEmpty());
      Tool.run(SCRIPTS, Map.of(), "npm", "ci", "--ignore-scripts", "--silent");
      Receiver.Call call = receiver.of("key.created").getFirst();
      assertThat(verified(call, first).getString("type")).isEqualTo("key.created");
      assertThatThrownBy(() -> verified(call, "whsec_" + "A".repeat(43) + "="))
          .isInstanceOf(AssertionError.class);

      String second =
          zoo.post("sam", of("/webhooks/" + id + "/rotate"), "{}")
              .expect(200)
              .json()
              .getString("secret");
      zoo.post("sam", of("/webhooks/" + id + "/ping"), "{}").expect(202);
      zoo.eventually("ping", () -> !receiver.of("ping").isEmpty());
      Receiver.Call ping = receiver.of("ping").getFirst();
      assertThat(ping.signature().split(" ")).hasSize(2);
      verified(ping, first);
      verified(ping, second);
      zoo.eventually(
          "both are delivered",
          () -> zoo.get("sam", deliveries(id) + "?state=delivered").items().size() == 2);
      delete(id);
      zoo.get("sam", of("/webhooks/" + id)).expect(404);
    }
  }

  @Test
  void aFailedDeliveryIsTriedAgainAndAReplayKeepsItsId() throws Exception {
    try (Receiver receiver = new Receiver()) {
      receiver.answerWith(500);
      String id = webhook(receiver).getJsonObject("webhook").getString("id");
      zoo.post("sam", of("/webhooks/" + id + "/ping"), "{}").expect(202);
      zoo.eventually("the first try", () -> receiver.of("ping").size() == 1);
      receiver.answerWith(200);
      zoo.eventually(
          "the second try arrives",
          () -> zoo.get("sam", deliveries(id) + "?state=delivered").items().size() == 1);
      String delivery = zoo.get("sam", deliveries(id)).items().getJsonObject(0).getString("id");
      JsonObject detail = zoo.get("sam", deliveries(id) + "/" + delivery).expect(200).json();
      assertThat(detail.getJsonArray("tries")).hasSize(2);
      assertThat(detail.getJsonArray("tries").getJsonObject(0).getInt("status")).isEqualTo(500);
      assertThat(detail.getJsonArray("tries").getJsonObject(0).getString("answer"))
          .isEqualTo("seen");

      zoo.post("sam", deliveries(id) + "/" + delivery + "/replay", "{}").expect(202);
      zoo.eventually("the replay", () -> receiver.of("ping").size() == 3);
      assertThat(receiver.of("ping").stream().map(Receiver.Call::id).distinct()).hasSize(1);

      receiver.answerWith(410);
      zoo.post("sam", of("/webhooks/" + id + "/ping"), "{}").expect(202);
      zoo.eventually(
          "410 switches it off",
          () -> !zoo.get("sam", of("/webhooks/" + id)).json().getBoolean("enabled"));
      zoo.post("sam", of("/webhooks/" + id + "/ping"), "{}").expect(409);
      receiver.answerWith(200);
      patch(id, "{\"enabled\":true}");
      assertThat(
              zoo.post("sam", deliveries(id) + "/replay", "{\"since\":\"2020-01-01T00:00:00Z\"}")
                  .expect(202)
                  .json()
                  .getInt("deliveries"))
          .isEqualTo(1);
      zoo.eventually(
          "all arrived",
          () -> zoo.get("sam", deliveries(id) + "?state=delivered").items().size() == 2);
      delete(id);
    }
  }

  @Test
  void othersSeeNoWebhookOfTheOrganisation() {
    for (String path : List.of("/webhooks", "/notification-preferences")) {
      zoo.get(Zoo.NOBODY, of(path)).expect(401);
      zoo.get("maya", of(path)).expect(403);
      zoo.get("paula", of(path)).expect(404);
      zoo.get("sam", of(path)).expect(200);
    }
    zoo.get("maya", "/api/v1/mails").expect(403);
    zoo.post("sam", of("/webhooks"), "{\"url\":\"ftp://example.org/\"}").expect(400);
  }

  @Test
  void eventsComeByMailAsChosenAndMailsAreKeptWithoutAServer() throws Exception {
    String address = UUID.randomUUID() + "@example.org";
    try (Connection connection = zoo.database();
        PreparedStatement statement =
            connection.prepareStatement(
                "update billing_account set email = ? where organisation_id = ?::uuid")) {
      statement.setString(1, address);
      statement.setString(2, larch);
      statement.executeUpdate();
    }
    String body = "{\"items\":[{\"type\":\"key.created\",\"email\":true}]}";
    assertThat(send("PUT", of("/notification-preferences"), body, null).statusCode())
        .isEqualTo(200);
    makeKey(UUID.randomUUID().toString()).expect(201);
    zoo.eventually("the mail", () -> zoo.get("sam", mails(address)).items().size() == 1);
    JsonObject mail = zoo.get("sam", mails(address)).items().getJsonObject(0);
    assertThat(mail.getString("subject")).isEqualTo("Larch: key created");
    zoo.eventually(
        "it is kept",
        () ->
            zoo.get("sam", mails(address))
                .items()
                .getJsonObject(0)
                .getString("state")
                .equals("kept"));
  }

  @Test
  void aRequestSentAgainGetsTheFirstAnswer() throws Exception {
    String key = "\"" + UUID.randomUUID() + "\"";
    String body = keyBody("Idempotent");
    HttpResponse<String> first = send("POST", of("/keys"), body, key);
    HttpResponse<String> again = send("POST", of("/keys"), body, key);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(send("POST", of("/keys"), keyBody("Other"), key).statusCode()).isEqualTo(422);
    assertThat(keysNamed("Idempotent")).isEqualTo(1);
    String secret = Zoo.parse(first.body()).getString("secret");
    assertThat(keptInClear(key.replace("\"", ""), secret)).isFalse();

    String raced = "\"" + UUID.randomUUID() + "\"";
    Callable<Integer> post = () -> send("POST", of("/keys"), keyBody("Raced"), raced).statusCode();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Integer> statuses =
          pool.invokeAll(Collections.nCopies(8, post)).stream().map(Future::resultNow).toList();
      assertThat(statuses).contains(201).isSubsetOf(201, 409);
    }
    assertThat(keysNamed("Raced")).isEqualTo(1);
    String refused = "\"" + UUID.randomUUID() + "\"";
    assertThat(send("POST", of("/keys"), "{}", refused).statusCode()).isEqualTo(400);
    assertThat(send("POST", of("/keys"), "{}", refused).statusCode()).isEqualTo(400);
  }

  @Test
  void donationsAreBookedOnceAndTheirReceiptsCanBeChecked() {
    String reference = "BANK-" + UUID.randomUUID();
    String body =
        """
        {"donor":"Nameless Giver","named":false,"amount":{"value":"250.5","asset":"USD"},
         "purpose":"General %s","reference":"%s","email":"giver@example.org"}
        """
            .formatted(reference, reference);
    zoo.post("maya", "/api/v1/donations", body).expect(403);
    JsonObject receipt = zoo.post("sam", "/api/v1/donations", body).expect(201).json();
    JsonObject same = zoo.post("sam", "/api/v1/donations", body).expect(201).json();
    assertThat(same).isEqualTo(receipt);
    zoo.post("sam", "/api/v1/donations", body.replace("250.5", "251")).expect(400);
    String number = receipt.getString("number");
    assertThat(number).matches("DON-\\d{4}-\\d{6}");

    String path = "/api/v1/donations/" + number;
    zoo.get(Zoo.NOBODY, path + "?code=" + receipt.getString("code")).expect(200);
    zoo.get(Zoo.NOBODY, path + "?code=WRONG").expect(404);
    assertThat(zoo.get(Zoo.NOBODY, path + "/receipt?code=" + receipt.getString("code")).body())
        .contains(number, "250.5 USD", "Nameless Giver");
    String list = zoo.get(Zoo.NOBODY, "/api/v1/donations?search=" + reference).body();
    assertThat(list).contains(number).doesNotContain("Nameless");

    JsonObject grant =
        zoo.post(
                "sam",
                "/api/v1/donations",
                body.replace(reference, reference + "-G")
                    .replace("\"purpose\"", "\"kind\":\"grant\",\"restricted\":true,\"purpose\""))
            .expect(201)
            .json();
    String entry = zoo.get("sam", "/api/v1/entries/" + grant.getString("entry_id")).body();
    assertThat(entry).contains("escrow").contains("external");
    JsonObject given =
        zoo.post(
                "omar",
                "/api/v1/donations/mine",
                "{\"amount\":{\"value\":\"5\",\"asset\":\"KEEPER\"}}")
            .expect(201)
            .json();
    assertThat(zoo.get("omar", "/api/v1/donations/mine").body())
        .contains(given.getString("number"));
    assertThat(zoo.get("sam", "/api/v1/money/check").expect(200).json().getBoolean("sound"))
        .isTrue();
    JsonObject document = zoo.get(Zoo.NOBODY, "/openapi?format=json").expect(200).json();
    document
        .getJsonObject("paths")
        .forEach(
            (at, item) ->
                item.asJsonObject()
                    .forEach((method, it) -> assertDocumented(at, method, it.asJsonObject())));
  }

  private static void assertDocumented(String path, String method, JsonObject operation) {
    assertThat(operation.getString("operationId", "")).as(path).isNotBlank();
    if (method.equals("post") && path.startsWith("/api/v1")) {
      assertThat(operation.toString()).as(path).contains("Idempotency-Key", "\"422\"");
    }
  }

  private JsonObject webhook(Receiver receiver, String... types) {
    JsonObject body =
        Json.createObjectBuilder()
            .add("url", receiver.url())
            .add("types", Json.createArrayBuilder(List.of(types)))
            .build();
    return zoo.post("sam", of("/webhooks"), body).expect(201).json();
  }

  private static JsonObject verified(Receiver.Call call, String secret) throws Exception {
    Map<String, String> environment =
        Map.of(
            "WEBHOOK_SECRET", secret,
            "WEBHOOK_ID", call.id(),
            "WEBHOOK_TIMESTAMP", call.timestamp(),
            "WEBHOOK_SIGNATURE", call.signature(),
            "WEBHOOK_BODY", call.body());
    return Zoo.parse(Tool.run(SCRIPTS, environment, "node", "webhook-verify.mjs"));
  }

  private Reply makeKey(String name) {
    return zoo.post("sam", of("/keys"), keyBody(name));
  }

  private String keyBody(String name) {
    String project =
        zoo.get("sam", of("/projects")).expect(200).items().getJsonObject(0).getString("id");
    return Json.createObjectBuilder()
        .add("project_id", project)
        .add("name", name)
        .add("scopes", Json.createArrayBuilder().add("models:read"))
        .build()
        .toString();
  }

  private long keysNamed(String name) {
    return zoo.get("sam", of("/keys?size=200")).items().getValuesAs(JsonObject.class).stream()
        .filter(key -> key.getString("name").equals(name))
        .count();
  }

  private boolean keptInClear(String key, String secret) throws Exception {
    try (Connection connection = zoo.database();
        PreparedStatement statement =
            connection.prepareStatement("select body from idempotency_record where key = ?")) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return new String(rows.getBytes(1), StandardCharsets.ISO_8859_1).contains(secret);
      }
    }
  }

  private void patch(String webhook, String body) throws Exception {
    assertThat(send("PATCH", of("/webhooks/" + webhook), body, null).statusCode()).isEqualTo(200);
  }

  private void delete(String webhook) throws Exception {
    assertThat(send("DELETE", of("/webhooks/" + webhook), "", null).statusCode()).isEqualTo(204);
  }

  private HttpResponse<String> send(String method, String path, String body, @Nullable String key)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(zoo.portal() + path))
            .header("Authorization", zoo.authorization("sam"))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String deliveries(String webhook) {
    return of("/webhooks/" + webhook + "/deliveries");
  }

  private static String mails(String search) {
    return "/api/v1/mails?search=" + search;
  }

  private String of(String path) {
    return "/api/v1/organisations/" + larch + path;
  }
}
