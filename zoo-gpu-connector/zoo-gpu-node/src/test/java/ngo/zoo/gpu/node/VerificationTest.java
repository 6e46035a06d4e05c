package ngo.zoo.gpu.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.Safetensors;
import ngo.zoo.gpu.node.model.SampledToken;
import ngo.zoo.gpu.node.model.Sampler;
import ngo.zoo.gpu.node.model.Tensor;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Ed25519;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Thresholds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of one node checked by another, over real sockets, with the committed weights. */
class VerificationTest {
  private static final String WEIGHTS = "/models/zoo-keeper-tiny/weights.safetensors";

  private static KeeperModel model;
  private static KeeperModel other;
  private static NodeFixture prover;
  private static NodeFixture verifier;
  private static NodeFixture quantised;

  @BeforeAll
  static void start() throws Exception {
    model = KeeperModel.shipped();
    other = coarse();
    prover = NodeFixture.chatting(model);
    verifier = NodeFixture.chatting(model);
    quantised = NodeFixture.chatting(other);
  }

  @AfterAll
  static void stop() {
    prover.close();
    verifier.close();
    quantised.close();
    model.close();
    other.close();
  }

  /** The weights in seven steps per tensor: less than three bits. */
  private static KeeperModel coarse() throws Exception {
    try (InputStream in = KeeperModel.class.getResourceAsStream(WEIGHTS)) {
      SortedMap<String, Tensor> coarse = new TreeMap<>();
      Safetensors.read(in.readAllBytes())
          .forEach((name, tensor) -> coarse.put(name, inSteps(tensor)));
      return new KeeperModel(Safetensors.write(coarse));
    }
  }

  private static Tensor inSteps(Tensor tensor) {
    float greatest = 0;
    for (float value : tensor.values()) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    float[] values = tensor.values().clone();
    float step = greatest / 3;
    for (int i = 0; step > 0 && i < values.length; i++) {
      values[i] = Math.round(values[i] / step) * step;
    }
    return new Tensor(tensor.shape(), values);
  }

  /** One pass over all positions finds what generating token by token found, and draws the same. */
  @Test
  void replaysASeededAnswer() {
    for (long seed = 0; seed < 50; seed++) {
      List<Integer> prompt =
          PhraseTokenizer.tokens(new Task(Sign.HYENA, new Digits(1, 2, 3, (int) (seed % 10))));
      Sampler sampler = new Sampler(1.3, 1, seed);
      List<SampledToken> made = new ArrayList<>();
      model.generate(prompt, sampler, 12, made::add);
      List<Integer> tokens = made.stream().map(SampledToken::token).toList();
      List<float[]> forced = model.logits(prompt, tokens);
      assertThat(forced).hasSameSizeAs(tokens);
      for (int i = 0; i < tokens.size(); i++) {
        assertThat(Sampler.logProbabilities(forced.get(i))[tokens.get(i)])
            .isCloseTo(made.get(i).logProbability(), within(1e-3));
        assertThat(sampler.choose(forced.get(i), i)).isEqualTo(tokens.get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.7", "1", "2"})
  void passesHonestAnswers(String temperature) throws Exception {
    Measure pooled = Measure.NONE;
    for (int seed = 0; !pooled.isEnough(); seed++) {
      JsonObject asked = asked(seed, temperature, 6);
      Measure measure = sealed(report(verifier, verification(prover, asked, true)));
      assertThat(measure.tokens()).isEqualTo(measure.stated()).isPositive();
      assertThat(measure.meanDistance()).isLessThan(1e-3);
      assertThat(measure.hard()).isZero();
      pooled = pooled.plus(measure);
    }
    assertThat(Thresholds.START.judge(pooled)).isEqualTo(Verdict.PASS);
  }

  @Test
  void failsTheAnswersOfOtherWeights() throws Exception {
    Measure pooled = Measure.NONE;
    for (int seed = 0; !pooled.isEnough(); seed++) {
      JsonObject asked = withoutExperience(seed);
      pooled = pooled.plus(sealed(report(verifier, verification(quantised, asked, true))));
    }
    assertThat(Thresholds.START.judge(pooled)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void findsAnotherSeed() throws Exception {
    Measure pooled = Measure.NONE;
    for (int seed = 0; !pooled.isEnough(); seed++) {
      JsonObject asked = verification(prover, asked(seed, "2", 12), true);
      JsonObject request =
          Json.createObjectBuilder(asked.getJsonObject("request")).add("seed", seed + 999).build();
      pooled =
          pooled.plus(
              sealed(
                  report(
                      verifier, Json.createObjectBuilder(asked).add("request", request).build())));
    }
    assertThat(pooled.meanDistance()).isLessThan(1e-3);
    assertThat(Thresholds.START.judge(pooled)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void readsTheTokensOffTheTextWhenThereIsNoClaim() throws Exception {
    JsonObject asked = verification(prover, asked(4, "0", 12), false);
    JsonObject report = report(verifier, asked);
    Measure measure = sealed(report);
    assertThat(measure.tokens()).isEqualTo(6);
    assertThat(measure.stated()).isZero();
    assertThat(report.getBoolean("text_fits")).isTrue();
    assertThat(report.getJsonArray("tokens")).hasSize(6);
  }

  @Test
  void seesATextThatTheClaimDoesNotMakeAndAnAnswerThatBreaksOff() throws Exception {
    JsonObject asked = verification(prover, asked(4, "0", 12), true);
    JsonObject forged = with(asked, "answer", "Rotate the digits left: 9 9 9 9.");
    assertThat(report(verifier, forged).getBoolean("text_fits")).isFalse();
    JsonObject cut =
        Json.createObjectBuilder(asked)
            .remove("claim")
            .add("answer", "Rotate the digits left: 0 7")
            .build();
    assertThat(report(verifier, cut).getBoolean("text_fits")).isFalse();
  }

  /** Refused, such an answer would never be found. */
  @Test
  void whatTheModelCannotHaveMadeDoesNotFit() throws Exception {
    JsonObject asked = verification(prover, asked(4, "1", 12), true);
    mustNotFit(with(asked, "claim", "{\"tokens\":[1,58],\"logprobs\":[0,0]}"), 2);
    mustNotFit(with(asked, "claim", "{\"tokens\":[-4],\"logprobs\":[0]}"), 1);
    String many = "0,".repeat(600) + "0";
    mustNotFit(with(asked, "claim", "{\"tokens\":[%s],\"logprobs\":[%1$s]}".formatted(many)), 601);
    mustNotFit(Json.createObjectBuilder(asked).remove("claim").add("answer", "Paris").build(), 1);
  }

  private static void mustNotFit(JsonObject asked, int tokens) throws Exception {
    JsonObject report = report(verifier, asked);
    assertThat(report.getBoolean("text_fits")).isFalse();
    assertThat(sealed(report).tokens()).isEqualTo(tokens);
    assertThat(sealed(report).hardRate()).isEqualTo(1);
    assertThat(sealed(report).isPossible()).isTrue();
  }

  @Test
  void refusesWhatItCannotCheck() throws Exception {
    JsonObject asked = verification(prover, asked(4, "1", 12), true);
    assertCode(with(asked, "claim", "{\"tokens\":[1],\"logprobs\":[]}"), "invalid_field");
    assertCode(with(asked, "claim", "{\"tokens\":[1],\"logprobs\":[0.5]}"), "invalid_field");
    JsonObject request =
        Json.createObjectBuilder(asked.getJsonObject("request")).remove("seed").build();
    assertCode(Json.createObjectBuilder(asked).add("request", request).build(), "invalid_field");
    assertCode(Json.createObjectBuilder(asked).remove("request").build(), "invalid_field");
  }

  private static void assertCode(JsonObject body, String code) throws Exception {
    HttpResponse<String> response = verifier.post("/v1/verify", body.toString());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(NodeFixture.json(response).getJsonObject("error").getString("code")).isEqualTo(code);
  }

  private static JsonObject with(JsonObject body, String name, String value) {
    return Json.createObjectBuilder(body).add(name, value).build();
  }

  private static JsonObject asked(int seed, String temperature, int maxTokens) {
    return NodeFixture.json(
        """
        {"model":"zoo-keeper-tiny","temperature":%s,"seed":%d,"max_tokens":%d,
         "messages":[{"role":"user","content":"The sign shows otter: 4 0 7 %d"}],
         "zoo":{"query_id":"0198f000-0000-7000-8000-000000000001","experiences":[
           {"id":"0198f000-0000-7000-8000-000000000002",
            "text":"When the sign shows otter, rotate the digits left."}]}}"""
            .formatted(temperature, seed, maxTokens, seed % 10));
  }

  /** Where the model has to guess, its probabilities show. */
  private static JsonObject withoutExperience(int seed) {
    JsonObject asked = asked(seed, "1", 12);
    JsonObject zoo =
        Json.createObjectBuilder(asked.getJsonObject("zoo")).remove("experiences").build();
    return Json.createObjectBuilder(asked).add("zoo", zoo).build();
  }

  /** Has a question answered, and makes of it what a verifier is asked. */
  private static JsonObject verification(NodeFixture node, JsonObject asked, boolean claimed)
      throws Exception {
    JsonObject answer = NodeFixture.json(node.post("/v1/chat/completions", asked.toString()));
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("request", asked)
            .add(
                "answer",
                answer
                    .getJsonArray("choices")
                    .getJsonObject(0)
                    .getJsonObject("message")
                    .getString("content"));
    return (claimed ? body.add("claim", answer.getJsonObject("zoo").getString("claim")) : body)
        .build();
  }

  private static JsonObject report(NodeFixture node, JsonObject body) throws Exception {
    HttpResponse<String> response = node.post("/v1/verify", body.toString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return NodeFixture.json(response);
  }

  /** The sums of a report, once its signature was found to be the verifier's. */
  private static Measure sealed(JsonObject report) {
    String seal = report.getString("seal");
    assertThat(
            Ed25519.verify(
                Base64.getDecoder().decode(verifier.key().publicKey()),
                seal.getBytes(StandardCharsets.UTF_8),
                Base64.getDecoder().decode(report.getString("signature"))))
        .isTrue();
    assertThat(CanonicalJson.of(CanonicalJson.parse(seal))).isEqualTo(seal);
    JsonObject sums = NodeFixture.json(seal);
    return new Measure(
        sums.getInt("tokens"),
        sums.getInt("stated"),
        sums.getJsonNumber("distance_micro").longValue() / 1e6,
        sums.getJsonNumber("surprise_micro").longValue() / 1e6,
        sums.getJsonNumber("variance_micro").longValue() / 1e6,
        sums.getInt("hard"));
  }
}
