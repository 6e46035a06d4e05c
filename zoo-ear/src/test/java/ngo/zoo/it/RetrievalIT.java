package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.List;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.Test;

/** Search of the demonstration's library over HTTP. */
class RetrievalIT {
  private static final String PATH = "/api/v1/libraries/search";
  private final Zoo zoo = Zoo.shared();

  @Test
  void aRankingCanBeComputedAgainFromTheVectorThatWasReturned() {
    JsonObject first = search("{\"text\":\"The sign shows otter: 4 0 7 2\",\"k\":5}");
    assertThat(texts(first).getFirst())
        .isEqualTo("When the sign shows otter, rotate the digits left.");
    assertThat(first.getBoolean("exact")).isTrue();
    assertThat(first.getString("index")).isEqualTo("exact");
    assertThat(first.getJsonArray("libraries").toString()).contains("keeper.signs");
    assertThat(Base64.getDecoder().decode(first.getString("query_vector"))).hasSize(384);

    JsonObject again =
        search(
            "{\"query_vector\":\"%s\",\"embedder_id\":\"%s\",\"k\":5}"
                .formatted(first.getString("query_vector"), first.getString("embedder_id")));

    assertThat(again.getJsonArray("experiences")).isEqualTo(first.getJsonArray("experiences"));
  }

  @Test
  void aVersionIsNamedByNumberOrRoot() {
    JsonObject version =
        zoo.get(Zoo.NOBODY, "/api/v1/libraries/keeper.signs/versions/1").expect(200).json();
    String ask =
        "{\"text\":\"The sign shows lynx\",\"domains\":[\"keeper.signs\"],\"version\":\"%s\"}";
    JsonObject byNumber = search(ask.formatted("1"));
    JsonObject byRoot = search(ask.formatted(version.getString("root")));

    assertThat(byNumber.getJsonArray("libraries")).isEqualTo(byRoot.getJsonArray("libraries"));
    assertThat(byNumber.getJsonArray("experiences")).isEqualTo(byRoot.getJsonArray("experiences"));
    assertThat(byNumber.getInt("searched")).isEqualTo(version.getInt("size"));
  }

  @Test
  void filtersDiversityAndBudget() {
    String question = "\"text\":\"The sign shows otter\",\"domains\":[\"keeper.signs\"]";
    JsonObject plain = search("{" + question + ",\"k\":4}");
    int first = search("{" + question + ",\"k\":1}").getInt("tokens");

    assertThat(texts(search("{" + question + ",\"k\":4,\"token_budget\":" + first + "}")))
        .containsExactly(texts(plain).getFirst());
    assertThat(texts(search("{" + question + ",\"k\":4,\"diversity\":0.9}")))
        .hasSize(4)
        .isNotEqualTo(texts(plain))
        .startsWith(texts(plain).getFirst());
    assertThat(texts(search("{" + question + ",\"min_cosine\":0.99}"))).isEmpty();
    assertThat(texts(search("{" + question + ",\"statuses\":[\"adopted\"],\"k\":4}")))
        .isEqualTo(texts(plain));
    assertThat(texts(search("{" + question + ",\"statuses\":[\"rejected\"]}"))).isEmpty();
    assertThat(
            texts(
                search(
                    "{" + question + ",\"authors\":[\"01900000-0000-7000-8000-0000000000ff\"]}")))
        .isEmpty();
  }

  @Test
  void whatIsWrongIsNamed() {
    zoo.post(Zoo.NOBODY, PATH, "{\"text\":\"x\"}").expect(401);
    refused("{}", 400, "field-missing");
    refused("{\"text\":\"x\",\"k\":0}", 400, "value-out-of-range");
    refused("{\"text\":\"x\",\"diversity\":2}", 400, "value-out-of-range");
    refused("{\"text\":\"x\",\"domains\":[]}", 400, "value-out-of-range");
    refused("{\"text\":\"x\",\"query_vector\":\"fw==\"}", 400, "question-twice");
    refused("{\"query_vector\":\"fw==\"}", 400, "field-missing");
    refused("{\"query_vector\":\"??\",\"embedder_id\":\"e\"}", 400, "vector-form");
    refused("{\"text\":\"x\",\"version\":\"1\"}", 400, "version-form");
    refused("{\"text\":\"x\",\"statuses\":[\"gone\"]}", 400, "value-unknown");
    String signs = "{\"text\":\"x\",\"domains\":[\"keeper.signs\"],\"version\":\"%s\"}";
    refused(signs.formatted("newest"), 400, "version-form");
    refused(signs.formatted("99999"), 404, "library-version-not-found");
    refused(signs.formatted("00".repeat(32)), 404, "library-version-not-found");
    refused("{\"text\":\"x\",\"domains\":[\"no.such\"]}", 404, "library-not-found");
    String embedder = search("{\"text\":\"x\"}").getString("embedder_id");
    refused(
        "{\"query_vector\":\"fw==\",\"embedder_id\":\"" + embedder + "\"}",
        400,
        "vector-dimension");
  }

  private JsonObject search(String body) {
    return zoo.post("lin", PATH, body).expect(200).json();
  }

  private void refused(String body, int status, String code) {
    Reply reply = zoo.post("lin", PATH, body).expect(status);
    assertThat(reply.json().getString("type")).as(body).endsWith(code);
  }

  private static List<String> texts(JsonObject answer) {
    return answer.getJsonArray("experiences").getValuesAs(JsonObject.class).stream()
        .map(found -> found.getString("text"))
        .toList();
  }
}
