package ngo.zoo.routing.service;

import jakarta.json.JsonObject;
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
import ngo.zoo.shared.JsonOut;
import org.jspecify.annotations.Nullable;

/** A question as it is kept, sealed: all of it, so that it can be asked again. */
final class QuestionJson {
  private QuestionJson() {}

  /** As the object that comes next. */
  static JsonOut add(JsonOut json, Question question) {
    json.open('{').member("model", question.model()).name("messages").open('[');
    for (Message one : question.messages()) {
      json.open('{')
          .member("role", one.role())
          .member("content", one.content())
          .member("more", one.moreJson())
          .close('}');
    }
    json.close(']')
        .member("experiences", question.experiences())
        .member("temperature", question.temperature())
        .member("top_p", question.topP())
        .member("max_tokens", question.maxTokens());
    texts(json, "stop", question.stop());
    addOptions(json, question.options());
    text(json, "domain", question.domain());
    return (question.seed() == null ? json : json.member("seed", question.seed())).close('}');
  }

  private static void addOptions(JsonOut json, QuestionOptions options) {
    json.name("options")
        .open('{')
        .member("n", options.choices())
        .member("logprobs", options.logprobs())
        .member("top_logprobs", options.topLogprobs())
        .member("tools", options.toolsJson())
        .member("tool_choice", options.toolChoiceJson())
        .member("response_format", options.responseFormatJson())
        .member("redundancy", options.redundancy());
    texts(json, "only", options.only());
    texts(json, "ignore", options.ignore());
    Integer version = options.libraryVersion();
    if (version != null) {
      json.member("library_version", version);
    }
    addWishes(json, options);
    json.close('}');
  }

  private static void addWishes(JsonOut json, QuestionOptions options) {
    text(json, "root", options.pinnedRoot());
    text(json, "session", options.session());
    VerificationMode verification = options.verification();
    text(json, "verification", verification == null ? null : verification.name());
    Strategy strategy = options.strategy();
    text(json, "strategy", strategy == null ? null : strategy.name());
    Amount most = options.maxPrice();
    text(json, "max_price", most == null ? null : most.decimal());
  }

  private static void text(JsonOut json, String name, @Nullable String value) {
    if (value != null) {
      json.member(name, value);
    }
  }

  private static void texts(JsonOut json, String name, Collection<String> texts) {
    json.name(name).open('[');
    texts.forEach(json::text);
    json.close(']');
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
