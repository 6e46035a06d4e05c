package ngo.zoo.gpu.node.chat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ngo.zoo.gpu.node.NodeKey;
import ngo.zoo.gpu.node.Work;
import ngo.zoo.gpu.node.http.ApiError;
import ngo.zoo.gpu.node.http.Request;
import ngo.zoo.gpu.node.model.Architecture;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.Sampler;
import ngo.zoo.gpu.node.model.TokenModel;
import ngo.zoo.keeper.Vocabulary;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Sha256;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.TokenCheck;

/**
 * {@code POST /v1/verify}: forces another node's answer through this node's copy of the model and
 * tells, for every token, how well it fits. The report is sealed, so that the verifier is bound to
 * what it found.
 */
public final class Verification {
  private static final double MICRO = 1e6;

  private final TokenModel model;
  private final Work work;
  private final NodeKey key;

  /** Checks with this model, in these slots, under this key. */
  public Verification(TokenModel model, Work work, NodeKey key) {
    this.model = model;
    this.work = work;
    this.key = key;
  }

  /**
   * What is to be checked.
   *
   * @param text the answer
   */
  private record Case(ChatRequest request, Prompt prompt, String text, Claim claim) {
    static Case of(JsonObject json) {
      Fields fields = new Fields(json);
      if (!(fields.value("request") instanceof JsonObject asked)) {
        throw Fields.wrong("request", "must be the chat request that was answered");
      }
      ChatRequest request = ChatRequest.of(asked);
      if (!request.model().equals(KeeperModel.ID)) {
        throw ApiError.notFound("model_not_found", "This node serves " + KeeperModel.ID);
      }
      if (!asked.containsKey("seed") && request.sampler().temperature() > 0) {
        throw Fields.wrong("seed", "must be the one that was used");
      }
      String text = fields.text("answer");
      Claim claim =
          fields.has("claim")
              ? Claim.parse(fields.text("claim"))
              : new Claim(AnswerText.tokens(text), List.of());
      Prompt prompt = Prompt.of(request);
      return new Case(request, prompt, text, claim);
    }

    /** Whether these can be the model's tokens at all. */
    boolean isPossible() {
      return claim.isOfTheModel()
          && prompt.tokens().size() + claim.tokens().size() <= Architecture.LONGEST;
    }

    /** Of what cannot be the model's: nothing fits. */
    Measure impossible() {
      int tokens = claim.tokens().size();
      return new Measure(tokens, claim.logProbabilities().size(), 0, 0, 0, tokens);
    }

    /** Whether the claimed tokens make the text that was answered, and end where they may. */
    boolean isTextOfClaim() {
      return Generation.text(claim.tokens(), request.stop()).equals(text) && isEnded();
    }

    /**
     * An answer that breaks off saves its node work. With a stop string the text alone says not.
     */
    private boolean isEnded() {
      int made = claim.tokens().size();
      return made > 0 && claim.tokens().getLast() == Vocabulary.END
          || !request.stop().isEmpty()
          || made == Math.min(request.maxTokens(), Architecture.LONGEST - prompt.tokens().size());
    }
  }

  /** Checks one answer. */
  public void handle(Request exchange) throws IOException {
    byte[] body = exchange.body();
    Case asked = Case.of(Request.json(body));
    String sha256 = HexFormat.of().formatHex(Sha256.of(body));
    if (!asked.isPossible()) {
      // Found as well: to refuse it would leave whoever answered so unchecked.
      String seal = seal(asked, asked.impossible(), false, sha256);
      exchange.reply(200, report(asked, false, Json.createArrayBuilder(), seal));
      return;
    }
    work.<IOException>inSlot(
        () -> {
          List<float[]> logits = model.logits(asked.prompt.tokens(), asked.claim.tokens());
          exchange.reply(200, report(asked, logits, sha256));
          return logits.size();
        });
  }

  private static List<TokenCheck> checks(Case asked, List<float[]> logits) {
    List<Integer> tokens = asked.claim.tokens();
    Sampler sampler = asked.request.sampler();
    return IntStream.range(0, tokens.size())
        .mapToObj(
            position ->
                TokenCheck.of(
                    logits.get(position),
                    tokens.get(position),
                    asked.claim.logProbability(position),
                    sampler.temperature(),
                    sampler.topP(),
                    Sampler.uniform(sampler.seed(), position)))
        .toList();
  }

  private JsonObject report(Case asked, List<float[]> logits, String requestSha256) {
    List<TokenCheck> checks = checks(asked, logits);
    boolean textFits = asked.isTextOfClaim();
    String seal = seal(asked, Measure.of(checks), textFits, requestSha256);
    return report(asked, textFits, tokens(asked, logits, checks), seal);
  }

  private JsonObject report(Case asked, boolean textFits, JsonArrayBuilder tokens, String seal) {
    return Json.createObjectBuilder()
        .add("object", "zoo.verification")
        .add("model", asked.request.model())
        .add("text_fits", textFits)
        .add("tokens", tokens)
        .add("seal", seal)
        .add("signature", key.sign(seal))
        .build();
  }

  private static JsonArrayBuilder tokens(
      Case asked, List<float[]> logits, List<TokenCheck> checks) {
    JsonArrayBuilder tokens = Json.createArrayBuilder();
    for (int i = 0; i < checks.size(); i++) {
      int token = asked.claim.tokens().get(i);
      TokenCheck check = checks.get(i);
      tokens.add(
          Json.createObjectBuilder()
              .add("token", token)
              .add("logprob", TokenCheck.logProbability(logits.get(i), token, 1))
              .add("surprise", check.surprise())
              .add("variance", check.variance())
              .add("hard", check.hard()));
    }
    return tokens;
  }

  /** Sums in millionths, because canonical numbers are whole. */
  private String seal(Case asked, Measure measure, boolean textFits, String requestSha256) {
    return CanonicalJson.of(
        Map.ofEntries(
            Map.entry("backend", model.backend()),
            Map.entry("model", asked.request.model()),
            Map.entry("model_sha256", model.sha256()),
            Map.entry("request_sha256", requestSha256),
            Map.entry("text_fits", textFits),
            Map.entry("tokens", measure.tokens()),
            Map.entry("stated", measure.stated()),
            Map.entry("distance_micro", micro(measure.distance())),
            Map.entry("surprise_micro", micro(measure.surprise())),
            Map.entry("variance_micro", micro(measure.variance())),
            Map.entry("hard", measure.hard())));
  }

  private static long micro(double value) {
    return Math.round(value * MICRO);
  }
}
