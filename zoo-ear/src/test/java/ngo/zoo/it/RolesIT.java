package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.Test;

/** The same doors with the right and the wrong key. */
class RolesIT {
  private final Zoo zoo = Zoo.shared();

  @Test
  void whatTheFoundationPublishesNeedsNoKey() {
    for (String path :
        List.of(
            "/api/v1/libraries",
            "/api/v1/experiences",
            "/api/v1/proposals",
            "/api/v1/parameters",
            "/api/v1/nodes",
            "/api/v1/log/status",
            "/api/v1/log/key")) {
      zoo.get(Zoo.NOBODY, path).expect(200);
    }
  }

  @Test
  void whatBelongsToSomebodyNeedsOne() {
    for (String path :
        List.of("/api/v1/me", "/api/v1/receipts", "/api/v1/earnings", "/v1/models")) {
      Reply refused = zoo.get(Zoo.NOBODY, path).expect(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
      zoo.get("maya", path).expect(200);
    }
    zoo.get(Zoo.PARTNER, "/api/v1/me").expect(200);
    zoo.getWithToken("eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "/api/v1/me").expect(401);
    zoo.getWithToken("zoo_nobody00_0123456789", "/api/v1/me").expect(401);
  }

  @Test
  void aClientOfTheRealmActsForItsOrganisation() {
    JsonObject client = zoo.get(Zoo.CLIENT, "/api/v1/me").expect(200).json();
    JsonObject key = zoo.get(Zoo.PARTNER, "/api/v1/me").expect(200).json();
    assertThat(client.getString("kind")).isEqualTo("organisation");
    assertThat(client.getString("organisation_id")).isEqualTo(key.getString("organisation_id"));
  }

  @Test
  void staffSeeStuckEventsAndOthersDoNot() {
    zoo.get("sam", "/api/v1/outbox/stuck").expect(200);
    zoo.get("maya", "/api/v1/outbox/stuck").expect(403);
    zoo.get(Zoo.PARTNER, "/api/v1/outbox/stuck").expect(403);
    zoo.get("sam", "/api/v1/money/check").expect(200);
    zoo.get("maya", "/api/v1/money/check").expect(403);
  }

  @Test
  void problemsFollowRfc9457() {
    Reply missing = zoo.get(Zoo.NOBODY, "/api/v1/libraries/no.such").expect(404);
    assertThat(missing.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(missing.json().getString("type")).endsWith("library-not-found");
    Reply form =
        zoo.post(
                "maya",
                "/api/v1/experiences",
                "{\"domain\":\"keeper.signs\",\"text\":\"\",\"confidence_bp\":20000,\"examples\":[]}")
            .expect(400);
    assertThat(form.json().getJsonArray("errors")).isNotEmpty();
    zoo.post("maya", "/api/v1/experiences", "{not json").expect(400);
    zoo.get(Zoo.NOBODY, "/api/v1/proposals/not-a-uuid").expect(404);
    zoo.get(Zoo.NOBODY, "/api/v1/nothing-here").expect(404);
  }

  @Test
  void booksBalance() {
    assertThat(zoo.get("sam", "/api/v1/money/check").expect(200).json().getBoolean("sound"))
        .isTrue();
  }
}
