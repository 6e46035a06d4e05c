package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.Test;

/** The contract partners bring along: OpenAI's, with its stock JavaScript client. */
class OpenAiIT {
  private final Zoo zoo = Zoo.shared();

  @Test
  void theStockClientWorksUnchanged() throws Exception {
    Path folder = Path.of("src/test/js").toAbsolutePath();
    Map<String, String> access =
        Map.of("OPENAI_BASE_URL", zoo.portal() + "/v1", "OPENAI_API_KEY", zoo.apiKey());
    Tool.run(folder, access, "npm", "ci", "--ignore-scripts", "--silent");
    JsonObject seen =
        Zoo.parse(Tool.run(folder, access, "node", "openai-client.mjs", Questions.KNOWN));
    assertThat(seen.getJsonArray("models").toString()).contains("zoo-keeper-tiny");
    String text =
        seen.getJsonObject("answer")
            .getJsonArray("choices")
            .getJsonObject(0)
            .getJsonObject("message")
            .getString("content");
    JsonObject stream = seen.getJsonObject("stream");
    assertThat(stream.getString("text")).isEqualTo(text);
    assertThat(stream.getString("finish")).isEqualTo("stop");
    assertThat(stream.getJsonObject("usage").getInt("completion_tokens")).isPositive();
    assertThat(stream.getJsonObject("zoo").getString("receipt_id")).isNotBlank();
    assertThat(seen.getJsonObject("refusal").getInt("status")).isEqualTo(400);
    assertThat(seen.getJsonObject("refusal").getString("name")).isEqualTo("BadRequestError");
    assertThat(seen.getJsonObject("streamed").getInt("status")).isEqualTo(400);
    JsonObject tools = seen.getJsonObject("tools");
    assertThat(tools.getString("name")).isEqualTo("BadRequestError");
    assertThat(tools.getString("param")).isEqualTo("tools");
    assertThat(seen.getJsonObject("unknown").getString("name")).isEqualTo("NotFoundError");
    assertThat(seen.getJsonObject("card").getString("id")).isEqualTo("zoo-keeper-tiny");
    JsonObject legacy = seen.getJsonObject("legacy");
    assertThat(legacy.getJsonArray("choices").getJsonObject(0).getString("text")).isEqualTo(text);
    assertThat(seen.getJsonArray("lengths").getValuesAs(JsonNumber.class))
        .hasSize(2)
        .allSatisfy(length -> assertThat(length.doubleValue()).isCloseTo(1, within(1e-3)));
    assertThat(seen.getJsonObject("unauthorised").getString("name"))
        .isEqualTo("AuthenticationError");
  }

  @Test
  void aQuestionOutsideTheVocabularyIsRefusedAndNotCharged() {
    String before = zoo.balance(Zoo.PARTNER);
    Reply refused =
        zoo.post(Zoo.PARTNER, "/v1/chat/completions", Questions.chat("What is love?", 1))
            .expect(400);
    assertThat(refused.json().getJsonObject("error").getString("code")).contains("vocabulary");
    assertThat(refused.json().getJsonObject("error").getString("message")).contains("sign");
    assertThat(zoo.balance(Zoo.PARTNER)).isEqualTo(before);
  }

  @Test
  void everyAnswerSaysWhatIsLeftOfTheRate() {
    Reply answer =
        zoo.post(Zoo.PARTNER, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 1))
            .expect(200);
    assertThat(answer.headers().firstValue("RateLimit-Policy"))
        .hasValue("\"organisation\";q=3600000;w=3600");
    assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
        .startsWith("\"organisation\";r=3599");
    assertThat(answer.headers().firstValue("x-ratelimit-limit-requests")).hasValue("3600000");
  }

  /** Iris has no KEEPER, so that each of her questions is refused for that, until the limit is. */
  @Test
  void aPersonBeyondTheFreeTierIsToldWhenToComeBack() {
    Reply reply = ask("iris");
    for (int i = 1; i < 100; i++) {
      reply.expect(402);
      reply = ask("iris");
    }
    reply = ask("iris").expect(429);
    assertThat(reply.json().getJsonObject("error").getString("code"))
        .isEqualTo("rate_limit_exceeded");
    assertThat(Integer.parseInt(reply.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 36);
    assertThat(reply.headers().firstValue("x-ratelimit-remaining-requests")).hasValue("0");
    assertThat(zoo.get("iris", "/v1/models").expect(200).headers().firstValue("RateLimit"))
        .isEmpty();
  }

  private Reply ask(String who) {
    return zoo.post(who, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 1));
  }

  @Test
  void anAnswerCostsItsFee() {
    String before = zoo.balance(Zoo.PARTNER);
    zoo.post(Zoo.PARTNER, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 1)).expect(200);
    assertThat(new BigDecimal(before).subtract(new BigDecimal(zoo.balance(Zoo.PARTNER))))
        .isEqualByComparingTo("0.01");
  }

  @Test
  void refusalsAreOpenAisErrorObject() {
    zoo.post(Zoo.NOBODY, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 1)).expect(401);
    Reply unknown =
        zoo.post(
                Zoo.PARTNER,
                "/v1/chat/completions",
                "{\"model\":\"gpt-none\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
            .expect(404);
    assertThat(unknown.json().getJsonObject("error").getString("message")).contains("gpt-none");
    zoo.post(Zoo.PARTNER, "/v1/chat/completions", "{").expect(400);
    zoo.post(Zoo.PARTNER, "/v1/chat/completions", "{\"model\":\"zoo-keeper-tiny\"}").expect(400);
  }
}
