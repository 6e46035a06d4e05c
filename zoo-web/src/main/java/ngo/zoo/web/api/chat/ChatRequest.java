package ngo.zoo.web.api.chat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import ngo.zoo.routing.Question;
import ngo.zoo.shared.Refusal;

/**
 * A chat completion request. RequestFields we do not know are ignored, as clients send many; fields
 * we know must make sense. {@code zoo: {"domain": …, "experiences": "on"|"off"}} is our extension.
 *
 * <p>Left out, {@code temperature} is 0 (greedy): a library of experiences is about right answers.
 */
record ChatRequest(Question question, boolean stream, boolean includeUsage) {
  private static final int MOST_TOKENS = 256;
  private static final int MOST_STOPS = 4;

  /** Zero means "the likeliest only"; nucleus sampling needs more than nothing. */
  private static final double LEAST_TOP_P = 1e-6;

  /**
   * @throws Refusal {@code request-invalid} naming the parameter
   */
  static ChatRequest of(JsonObject json) {
    RequestFields fields = new RequestFields(json, "");
    RequestFields zoo = fields.object("zoo");
    fields.integer("n", 1, 1, 1);
    Question question =
        new Question(
            fields.text("model"),
            messages(fields),
            zoo.optionalText("domain"),
            experiences(zoo),
            fields.decimal("temperature", 0, 0, 2),
            Math.max(fields.decimal("top_p", 1, 0, 1), LEAST_TOP_P),
            tokens(fields),
            stops(fields),
            fields.optionalLong("seed"));
    return new ChatRequest(
        question, fields.flag("stream"), fields.object("stream_options").flag("include_usage"));
  }

  private static boolean experiences(RequestFields zoo) {
    String wanted = zoo.optionalText("experiences");
    if (wanted == null || wanted.equals("on") || wanted.equals("off")) {
      return !"off".equals(wanted);
    }
    throw RequestFields.wrong("zoo.experiences", "must be \"on\" or \"off\"");
  }

  /** {@code max_tokens} is the older name of {@code max_completion_tokens}. */
  private static int tokens(RequestFields fields) {
    int older = fields.integer("max_tokens", MOST_TOKENS, 1, Integer.MAX_VALUE);
    int wanted = fields.integer("max_completion_tokens", older, 1, Integer.MAX_VALUE);
    return Math.min(wanted, MOST_TOKENS);
  }

  private static List<String> stops(RequestFields fields) {
    JsonValue stop = fields.value("stop");
    if (stop instanceof JsonString one) {
      return List.of(one.getString());
    }
    if (stop instanceof JsonArray several
        && several.size() <= MOST_STOPS
        && several.stream().allMatch(JsonString.class::isInstance)) {
      return several.getValuesAs(JsonString::getString);
    }
    if (stop == null) {
      return List.of();
    }
    throw RequestFields.wrong("stop", "must be a string or up to 4 strings");
  }

  private static List<Question.Message> messages(RequestFields fields) {
    if (!(fields.value("messages") instanceof JsonArray array) || array.isEmpty()) {
      throw RequestFields.wrong("messages", "must be an array with at least one message");
    }
    List<Question.Message> messages = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      messages.add(message(array.get(i), "messages[" + i + "]"));
    }
    return messages;
  }

  private static Question.Message message(JsonValue value, String at) {
    if (!(value instanceof JsonObject object)) {
      throw RequestFields.wrong(at, "must be an object with role and content");
    }
    String role = new RequestFields(object, at + ".").text("role");
    return switch (role) {
      case "system", "developer" -> new Question.Message("system", content(object, at));
      case "user", "assistant" -> new Question.Message(role, content(object, at));
      default ->
          throw RequestFields.wrong(at + ".role", "must be system, developer, user or assistant");
    };
  }

  /** A string, or an array of parts of which we read text only. */
  private static String content(JsonObject message, String at) {
    JsonValue content = message.get("content");
    if (content instanceof JsonString text) {
      return text.getString();
    }
    if (content instanceof JsonArray parts) {
      return parts.stream().map(part -> part(part, at)).collect(Collectors.joining("\n"));
    }
    throw RequestFields.wrong(at + ".content", "must be a string or an array of text parts");
  }

  private static String part(JsonValue part, String at) {
    if (part instanceof JsonObject object
        && "text".equals(object.getString("type", null))
        && object.get("text") instanceof JsonString text) {
      return text.getString();
    }
    throw RequestFields.wrong(at + ".content", "may have parts of type text only");
  }
}
