package ngo.zoo.web.api.chat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import ngo.zoo.routing.ModelCard;
import ngo.zoo.routing.ModelCard.Feature;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.shared.Refusal;

/**
 * A chat completion request in OpenAI's terms. Every field is taken, ignored by name or refused by
 * name ({@link OpenAiFields}); {@code zoo} is our extension ({@link ZooFields}).
 *
 * <p>Left out, {@code temperature} is 0 (greedy): a library of experiences is about right answers.
 */
record ChatRequest(Question question, boolean stream, boolean includeUsage) {
  /** How long an answer may get when the request does not say. */
  private static final int USUAL_TOKENS = 1024;

  private static final int MOST_STOPS = 4;
  private static final int MOST_CHOICES = 16;
  private static final int MOST_TOP_LOGPROBS = 20;

  /** Zero means "the likeliest only"; nucleus sampling needs more than nothing. */
  private static final double LEAST_TOP_P = 1e-6;

  /** The model a request names, which must be known before the rest can be judged. */
  static String model(JsonObject json) {
    return new RequestFields(json, "").text("model");
  }

  /**
   * @throws Refusal {@code request-invalid}, {@code unsupported-parameter}, {@code
   *     unknown-parameter} naming the parameter
   */
  static ChatRequest of(JsonObject json, ModelCard model) {
    RequestFields fields = new RequestFields(json, "");
    OpenAiFields.checkChat(fields);
    QuestionOptions options = options(fields);
    List<Question.Message> messages = Conversation.of(fields);
    checkFeatures(fields, options, messages, model);
    return of(fields, model, messages, options);
  }

  static ChatRequest of(
      RequestFields fields,
      ModelCard model,
      List<Question.Message> messages,
      QuestionOptions options) {
    ZooFields zoo = ZooFields.of(fields);
    Question question =
        new Question(
            model.id(),
            messages,
            zoo.domain(),
            zoo.experiences(),
            fields.decimal("temperature", 0, 0, 2),
            Math.max(fields.decimal("top_p", 1, 0, 1), LEAST_TOP_P),
            tokens(fields, model),
            fields.texts("stop", MOST_STOPS),
            fields.optionalLong("seed"),
            zoo.options(options));
    return new ChatRequest(
        question, fields.flag("stream"), fields.object("stream_options").flag("include_usage"));
  }

  private static QuestionOptions options(RequestFields fields) {
    boolean logprobs = fields.flag("logprobs");
    if (fields.has("top_logprobs") && !logprobs) {
      throw RequestFields.wrong("top_logprobs", "is only allowed when logprobs is true");
    }
    ToolFields tools = new ToolFields(fields);
    return new QuestionOptions(
        fields.integer("n", 1, 1, MOST_CHOICES),
        logprobs,
        fields.integer("top_logprobs", 0, 0, MOST_TOP_LOGPROBS),
        tools.tools(),
        tools.choice(),
        tools.responseFormat(),
        null,
        null,
        0,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        null);
  }

  private static void checkFeatures(
      RequestFields fields,
      QuestionOptions options,
      List<Question.Message> messages,
      ModelCard model) {
    checkFeature(model, Feature.CHOICES, options.choices() > 1, "n");
    checkFeature(model, Feature.LOGPROBS, options.logprobs(), "logprobs");
    checkFeature(model, Feature.TOOLS, fields.has("tools"), "tools");
    checkFeature(
        model, Feature.RESPONSE_FORMAT, !options.responseFormatJson().isEmpty(), "response_format");
    for (int i = 0; i < messages.size(); i++) {
      boolean tool =
          messages.get(i).role().equals("tool")
              || messages.get(i).moreJson().startsWith("{\"tool_calls\"");
      checkFeature(model, Feature.TOOLS, tool, "messages[" + i + "]");
    }
  }

  private static void checkFeature(ModelCard model, Feature feature, boolean wanted, String param) {
    if (wanted && !model.supports(feature)) {
      throw RequestFields.unsupported(param, "is not supported with the model " + model.id());
    }
  }

  /** {@code max_tokens} is the older name of {@code max_completion_tokens}. */
  private static int tokens(RequestFields fields, ModelCard model) {
    int usual = Math.min(USUAL_TOKENS, model.maxOutputTokens());
    int older = tokens(fields, "max_tokens", usual, model);
    return tokens(fields, "max_completion_tokens", older, model);
  }

  private static int tokens(RequestFields fields, String name, int otherwise, ModelCard model) {
    int wanted = fields.integer(name, otherwise, 1, Integer.MAX_VALUE);
    if (wanted > model.maxOutputTokens()) {
      throw RequestFields.wrong(
          name,
          "is too large: %d. This model supports at most %d completion tokens, whereas you provided %d"
              .formatted(wanted, model.maxOutputTokens(), wanted));
    }
    return wanted;
  }
}
