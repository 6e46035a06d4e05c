package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partner's month from its key to the paid invoice, and what others may not. */
class InvoicesIT {
  private final Zoo zoo = Zoo.shared();
  private final String name = "Invoiced " + UUID.randomUUID();
  private String org = "";
  private String key = "";

  @BeforeEach
  void anOrganisationWithAKey() {
    org =
        zoo.post(
                "sam",
                "/api/v1/organisations",
                Json.createObjectBuilder().add("name", name).add("client_id", name).build())
            .expect(201)
            .json()
            .getString("id");
    String project =
        zoo.get("sam", of("/projects")).expect(200).items().getJsonObject(0).getString("id");
    key =
        zoo.post(
                "sam",
                of("/keys"),
                Json.createObjectBuilder()
                    .add("project_id", project)
                    .add("name", "IT")
                    .add(
                        "scopes",
                        Json.createArrayBuilder(
                            List.of("chat:write", "usage:read", "billing:write")))
                    .build())
            .expect(201)
            .json()
            .getString("secret");
  }

  @Test
  void aMonthFromTopUpToClosedAndReadded() {
    zoo.post("sam", of("/bill-to"), "{}").expect(405);
    JsonObject order = topUp("2").expect(201).json();
    assertThat(usd(order, "gross")).isEqualTo("1");
    assertThat(ask().status()).isEqualTo(402);

    pay(order, "0.40", "first").expect(200);
    JsonObject paid = pay(order, "0.70", "second").expect(200).json();
    assertThat(pay(order, "0.70", "second").expect(200).json().getJsonArray("payments")).hasSize(2);
    assertThat(paid.getString("state")).isEqualTo("paid");
    assertThat(usd(paid, "left")).isEqualTo("-0.1");
    JsonObject next = topUp("0.4").expect(201).json();
    assertThat(next.getString("state")).isEqualTo("partly-paid");
    assertThat(usd(next, "applied")).isEqualTo("0.1");
    assertThat(usd(next, "payable")).isEqualTo("0.1");
    String credited = of("/invoices/" + next.getString("id"));
    assertThat(zoo.getWithToken(key, credited + "/csv").expect(200).body())
        .contains(",credit,Paid too much of " + paid.getString("number"));
    assertThat(zoo.getWithToken(key, credited + "/pdf").expect(200).body()).startsWith("%PDF-1.");
    ask().expect(200);
    ask().expect(200);

    YearMonth month = YearMonth.from(now().atOffset(ZoneOffset.UTC));
    close(month).expect(409);
    zoo.advance("P" + (month.lengthOfMonth() + 1) + "D");
    zoo.eventually("the month's invoice", () -> List.of(200, 201).contains(close(month).status()));
    JsonObject invoice = close(month).expect(200).json();
    assertThat(invoice.getString("month")).isEqualTo(month.toString());
    assertThat(usd(invoice, "fees")).isEqualTo("0.02");
    assertThat(invoice.getString("state")).isEqualTo("paid");

    String path = of("/invoices/" + invoice.getString("id"));
    String number = invoice.getString("number");
    assertThat(zoo.getWithToken(key, path + "/pdf").expect(200).body()).startsWith("%PDF-1.");
    assertThat(zoo.getWithToken(key, path + "/csv").expect(200).body())
        .startsWith("invoice,row,description,")
        .contains(number + ",gross,");
    JsonObject statement =
        zoo.getWithToken(key, of("/statement?from=" + month.atDay(1))).expect(200).json();
    assertThat(statement.getBoolean("matches")).isTrue();
    assertThat(statement.getJsonArray("accounts").toString())
        .contains("top-ups", "fees", "credit-used", "credit-applied");
    assertThat(zoo.getWithToken(key, of("/invoices?state=paid")).expect(200).items()).hasSize(2);
    assertThat(zoo.getWithToken(key, of("/statement/csv")).expect(200).body())
        .startsWith("account,row,entries,amount,asset");
  }

  @Test
  void aRefundIsPaidByASecondPersonAndACreditNoteTakesBackOnce() {
    JsonObject order = topUp("2").expect(201).json();
    pay(order, "1.25", "too much").expect(200);
    JsonObject refund =
        zoo.post(
                "sam",
                of("/refunds"),
                "{\"amount\":{\"value\":\"0.25\",\"asset\":\"USD\"},\"reason\":\"paid too much\"}")
            .expect(201)
            .json();
    String path = of("/refunds/" + refund.getString("id"));
    zoo.post("sam", path + "/approve", "{}").expect(403);
    zoo.postWithToken(key, path + "/approve", Json.createObjectBuilder().build()).expect(403);
    JsonObject paid = zoo.post("iris", path + "/approve", "{}").expect(200).json();
    assertThat(paid.getString("state")).isEqualTo("approved");
    zoo.post("iris", path + "/approve", "{}").expect(409);
    JsonObject refunded =
        zoo.getWithToken(key, of("/invoices/" + order.getString("id"))).expect(200).json();
    assertThat(usd(refunded, "refunded")).isEqualTo("0.25");
    assertThat(usd(refunded, "left")).isEqualTo("0");

    JsonObject note =
        Json.createObjectBuilder()
            .add("invoice_id", order.getString("id"))
            .add("gross", Json.createObjectBuilder().add("value", "1").add("asset", "USD"))
            .add("reason", "Ordered by mistake")
            .build();
    zoo.postWithToken(key, of("/credit-notes"), note).expect(403);
    JsonObject issued = zoo.post("sam", of("/credit-notes"), note).expect(201).json();
    assertThat(issued.getString("number")).startsWith("CN-");
    String printed = "/credit-notes/" + issued.getString("id") + "/pdf";
    assertThat(zoo.getWithToken(key, of(printed)).expect(200).body()).startsWith("%PDF-1.");
    zoo.get("paula", of(printed)).expect(404);
    zoo.post("sam", of("/credit-notes"), note).expect(400);
    assertThat(zoo.getWithToken(key, of("/invoices?state=void")).expect(200).items()).hasSize(1);
    ask().expect(402);
  }

  @Test
  void invoicesOfOthersAreNotThere() {
    JsonObject order = topUp("2").expect(201).json();
    String invoice = order.getString("id");
    String acme =
        zoo.get("paula", "/api/v1/organisations")
            .expect(200)
            .items()
            .getJsonObject(0)
            .getString("id");
    String inAcme = "/api/v1/organisations/" + acme + "/invoices/" + invoice;
    for (String path :
        List.of(
            "/invoices",
            "/invoices/" + invoice,
            "/invoices/" + invoice + "/csv",
            "/credit-notes",
            "/refunds",
            "/statement",
            "/bill-to")) {
      zoo.get(Zoo.NOBODY, of(path)).expect(401);
      zoo.get("maya", of(path)).expect(403);
      zoo.get("paula", of(path)).expect(404);
      zoo.getWithToken(key, of(path)).expect(200);
    }
    zoo.get("paula", inAcme).expect(404);
    zoo.get("paula", inAcme + "/pdf").expect(404);
    zoo.postWithToken(key, of("/invoices/close"), month("2026-01")).expect(403);
    zoo.post("paula", of("/invoices"), "{\"keeper\":{\"value\":\"1\"}}").expect(404);
    assertThat(zoo.get("paula", inAcme).body()).doesNotContain(order.getString("number"));
    topUp("0.001").expect(400);
    topUp("one").expect(400);
  }

  private Reply topUp(String keeper) {
    JsonObject body =
        Json.createObjectBuilder()
            .add("keeper", Json.createObjectBuilder().add("value", keeper))
            .build();
    return zoo.postWithToken(key, of("/invoices"), body);
  }

  private Reply pay(JsonObject invoice, String usd, String reference) {
    JsonObject body =
        Json.createObjectBuilder()
            .add("amount", Json.createObjectBuilder().add("value", usd).add("asset", "USD"))
            .add("reference", reference)
            .add("idempotency_key", invoice.getString("id") + reference)
            .build();
    return zoo.post("sam", of("/invoices/" + invoice.getString("id") + "/payments"), body);
  }

  private Reply close(YearMonth month) {
    return zoo.post("sam", of("/invoices/close"), month(month.toString()));
  }

  private static JsonObject month(String month) {
    return Json.createObjectBuilder().add("month", month).build();
  }

  private Reply ask() {
    return zoo.postWithToken(key, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 1));
  }

  private Instant now() {
    return Instant.parse(zoo.get("sam", "/api/v1/dev/clock").expect(200).json().getString("now"));
  }

  private static String usd(JsonObject of, String field) {
    return of.getJsonObject(field).getString("value");
  }

  private String of(String path) {
    return "/api/v1/organisations/" + org + path;
  }
}
