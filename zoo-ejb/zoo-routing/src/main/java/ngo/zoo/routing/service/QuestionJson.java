package ngo.zoo.routing.service;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.Question.Message;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/** A question as it is kept, sealed: all of it, so that it can be asked again. */
final class QuestionJson {
  private QuestionJson() {}

  static JsonObjectBuilder write(Question question) {
    JsonArrayBuilder messages = Json.createArrayBuilder();
    question
        .messages()
        .forEach(
            one ->
                messages.add(
                    Json.createObjectBuilder()
                        .add("role", one.role())
                        .add("content", one.content())
                        .add("more", one.moreJson())));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("model", question.model())
            .add("messages", messages)
            .add("experiences", question.experiences())
            .add("temperature", question.temperature())
            .add("top_p", question.topP())
            .add("max_tokens", question.maxTokens())
            .add("stop", texts(question.stop()))
            .add("options", options(question.options()));
    text(json, "domain", question.domain());
    if (question.seed() != null) {
      json.add("seed", question.seed());
    }
    return json;
  }

  private static JsonObjectBuilder options(QuestionOptions options) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("n", options.choices())
            .add("logprobs", options.logprobs())
            .add("top_logprobs", options.topLogprobs())
            .add("tools", options.toolsJson())
            .add("tool_choice", options.toolChoiceJson())
            .add("response_format", options.responseFormatJson())
            .add("redundancy", options.redundancy())
            .add("only", texts(options.only()))
            .add("ignore", texts(options.ignore()));
    if (options.libraryVersion() != null) {
      json.add("library_version", options.libraryVersion());
    }
    text(json, "root", options.pinnedRoot());
    text(json, "session", options.session());
    VerificationMode verification = options.verification();
    text(json, "verification", verification == null ? null : verification.name());
    Strategy strategy = options.strategy();
    text(json, "strategy", strategy == null ? null : strategy.name());
    Amount most = options.maxPrice();
    text(json, "max_price", most == null ? null : most.decimal());
    return json;
  }

  private static void text(JsonObjectBuilder json, String name, @Nullable String value) {
    if (value != null) {
      json.add(name, value);
    }
  }

  private static JsonArrayBuilder texts(Collection<String> texts) {
    return Json.createArrayBuilder(texts);
  }

  static Question read(JsonObject json) {
    return new Question(
        json.getString("model"),
        json.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
            .map(
                one ->
                    new Message(
                        one.getString("role"), one.getString("content"), one.getString("more")))
            .toList(),
        json.getString("domain", null),
        json.getBoolean("experiences"),
        json.getJsonNumber("temperature").doubleValue(),
        json.getJsonNumber("top_p").doubleValue(),
        json.getInt("max_tokens"),
        texts(json, "stop"),
        json.get("seed") == null ? null : (Long) json.getJsonNumber("seed").longValueExact(),
        readOptions(json.getJsonObject("options")));
  }

  private static QuestionOptions readOptions(JsonObject json) {
    String verification = json.getString("verification", null);
    String strategy = json.getString("strategy", null);
    String most = json.getString("max_price", null);
    JsonValue version = json.get("library_version");
    return new QuestionOptions(
        json.getInt("n"),
        json.getBoolean("logprobs"),
        json.getInt("top_logprobs"),
        json.getString("tools"),
        json.getString("tool_choice"),
        json.getString("response_format"),
        version == null ? null : (Integer) json.getInt("library_version"),
        json.getString("root", null),
        json.getInt("redundancy"),
        verification == null ? null : VerificationMode.valueOf(verification),
        strategy == null ? null : Strategy.valueOf(strategy),
        most == null ? null : Amount.parse(Asset.KEEPER, most),
        Set.copyOf(texts(json, "only")),
        Set.copyOf(texts(json, "ignore")),
        json.getString("session", null));
  }

  private static List<String> texts(JsonObject json, String name) {
    return json.getJsonArray(name).getValuesAs(JsonString::getString);
  }
}
