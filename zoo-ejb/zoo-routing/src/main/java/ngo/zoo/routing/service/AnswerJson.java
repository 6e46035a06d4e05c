package ngo.zoo.routing.service;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Answer.Choice;
import ngo.zoo.routing.Answer.SkippedExperience;
import ngo.zoo.routing.Answer.UsedExperience;
import ngo.zoo.routing.Checking;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.JsonOut;

/** An answer as it is kept, sealed. */
final class AnswerJson {
  private AnswerJson() {}

  /** As the object that comes next. */
  static JsonOut add(JsonOut json, Answer answer) {
    json.open('{')
        .member("id", answer.receiptId().toString())
        .member("prompt_tokens", answer.promptTokens())
        .member("completion_tokens", answer.completionTokens())
        .member("model", answer.model())
        .member("node", answer.node())
        .member("domain", answer.domain())
        .member("library_version", answer.libraryVersion())
        .member("library_root", answer.libraryRoot());
    addExperiences(json, answer);
    json.member("fee", answer.fee().decimal()).member("seed", answer.seed());
    json.name("choices").open('[');
    answer.choices().forEach(one -> add(json, one));
    return json.close(']')
        .member("model_sha256", answer.modelSha256())
        .member("usage_estimated", answer.usageEstimated())
        .member("verification", answer.checking().mode().name())
        .member("nodes", answer.checking().nodes())
        .member("agreed", answer.checking().agreed())
        .close('}');
  }

  private static void addExperiences(JsonOut json, Answer answer) {
    json.name("used").open('[');
    for (UsedExperience one : answer.used()) {
      json.open('{').member("id", one.id().toString()).member("text", one.text());
      json.member("cosine", one.cosine()).close('}');
    }
    json.close(']').name("skipped").open('[');
    for (SkippedExperience one : answer.skipped()) {
      json.open('{').member("id", one.id().toString()).member("reason", one.reason()).close('}');
    }
    json.close(']');
  }

  private static void add(JsonOut json, Choice one) {
    json.open('{')
        .member("index", one.index())
        .member("text", one.text())
        .member("finish_reason", one.finishReason())
        .member("tool_calls", one.toolCallsJson())
        .member("logprobs", one.logprobsJson())
        .close('}');
  }

  static Answer read(JsonObject json) {
    List<Choice> choices = objects(json, "choices").stream().map(AnswerJson::choice).toList();
    return new Answer(
        id(json),
        choices.getFirst().text(),
        choices.getFirst().finishReason(),
        json.getInt("prompt_tokens"),
        json.getInt("completion_tokens"),
        json.getString("model"),
        json.getString("node"),
        json.getString("domain"),
        json.getInt("library_version"),
        json.getString("library_root"),
        objects(json, "used").stream().map(AnswerJson::used).toList(),
        objects(json, "skipped").stream()
            .map(one -> new SkippedExperience(id(one), one.getString("reason")))
            .toList(),
        Amount.parse(Asset.KEEPER, json.getString("fee")),
        json.getJsonNumber("seed").longValueExact(),
        choices,
        json.getString("model_sha256"),
        json.getBoolean("usage_estimated"),
        checking(json));
  }

  /** Answers kept from before say nothing of it. */
  private static Checking checking(JsonObject json) {
    String optimistic = Checking.OPTIMISTIC.mode().name();
    return new Checking(
        VerificationMode.valueOf(json.getString("verification", optimistic)),
        json.getInt("nodes", 1),
        json.getInt("agreed", 1));
  }

  private static UsedExperience used(JsonObject one) {
    return new UsedExperience(
        id(one), one.getString("text"), one.getJsonNumber("cosine").doubleValue());
  }

  private static Choice choice(JsonObject one) {
    return new Choice(
        one.getInt("index"),
        one.getString("text"),
        one.getString("finish_reason"),
        one.getString("tool_calls"),
        one.getString("logprobs"));
  }

  private static UUID id(JsonObject json) {
    return UUID.fromString(json.getString("id"));
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    return json.getJsonArray(name).getValuesAs(JsonObject.class);
  }
}
