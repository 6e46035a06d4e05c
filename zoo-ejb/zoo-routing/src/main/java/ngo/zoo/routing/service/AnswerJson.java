package ngo.zoo.routing.service;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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

/** An answer as it is kept, sealed. */
final class AnswerJson {
  private AnswerJson() {}

  static JsonObjectBuilder write(Answer answer) {
    JsonArrayBuilder choices = Json.createArrayBuilder();
    answer.choices().forEach(one -> choices.add(choice(one)));
    JsonArrayBuilder used = Json.createArrayBuilder();
    answer
        .used()
        .forEach(one -> used.add(id(one.id()).add("text", one.text()).add("cosine", one.cosine())));
    JsonArrayBuilder skipped = Json.createArrayBuilder();
    answer.skipped().forEach(one -> skipped.add(id(one.id()).add("reason", one.reason())));
    return id(answer.receiptId())
        .add("prompt_tokens", answer.promptTokens())
        .add("completion_tokens", answer.completionTokens())
        .add("model", answer.model())
        .add("node", answer.node())
        .add("domain", answer.domain())
        .add("library_version", answer.libraryVersion())
        .add("library_root", answer.libraryRoot())
        .add("used", used)
        .add("skipped", skipped)
        .add("fee", answer.fee().decimal())
        .add("seed", answer.seed())
        .add("choices", choices)
        .add("model_sha256", answer.modelSha256())
        .add("usage_estimated", answer.usageEstimated())
        .add("verification", answer.checking().mode().name())
        .add("nodes", answer.checking().nodes())
        .add("agreed", answer.checking().agreed());
  }

  private static JsonObjectBuilder id(UUID id) {
    return Json.createObjectBuilder().add("id", id.toString());
  }

  private static JsonObjectBuilder choice(Choice one) {
    return Json.createObjectBuilder()
        .add("index", one.index())
        .add("text", one.text())
        .add("finish_reason", one.finishReason())
        .add("tool_calls", one.toolCallsJson())
        .add("logprobs", one.logprobsJson());
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
