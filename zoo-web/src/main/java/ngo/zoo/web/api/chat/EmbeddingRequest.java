package ngo.zoo.web.api.chat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import ngo.zoo.ledger.search.TokenBudget;
import ngo.zoo.shared.Refusal;

/**
 * A request for embeddings in OpenAI's terms.
 *
 * @param tokens of all texts together, counted as {@link TokenBudget} does
 */
record EmbeddingRequest(List<String> texts, boolean base64, int tokens) {
  /** The embedder that ships with the operator's node. */
  static final String MODEL = "bge-small-en-v1.5-q";

  static final int DIMENSIONS = 384;
  static final int MOST_TEXTS = 32;

  /** The model cuts a text there, which would go unnoticed. */
  static final int MOST_TOKENS = 510;

  private static final Set<String> KNOWN =
      Set.of("model", "input", "encoding_format", "dimensions", "user");

  /**
   * @throws Refusal {@code model-not-found}, {@code request-invalid}, {@code
   *     unsupported-parameter}, {@code unknown-parameter}
   */
  static EmbeddingRequest of(JsonObject json) {
    RequestFields fields = new RequestFields(json, "");
    fields.known(KNOWN);
    String model = fields.text("model");
    if (!model.equals(MODEL) && !model.startsWith(MODEL + ":")) {
      throw Refusal.notFound("model", model);
    }
    checkDimensions(fields);
    List<String> texts = texts(fields);
    int tokens = 0;
    for (String text : texts) {
      tokens += tokens(text);
    }
    return new EmbeddingRequest(texts, base64(fields), tokens);
  }

  private static void checkDimensions(RequestFields fields) {
    if (fields.integer("dimensions", DIMENSIONS, 1, Integer.MAX_VALUE) != DIMENSIONS) {
      throw RequestFields.unsupported(
          "dimensions", "must be %d: this model's vectors cannot be cut".formatted(DIMENSIONS));
    }
  }

  private static List<String> texts(RequestFields fields) {
    JsonValue input = fields.value("input");
    if (input instanceof JsonArray array
        && !array.isEmpty()
        && (array.getFirst() instanceof JsonNumber || array.getFirst() instanceof JsonArray)) {
      throw RequestFields.unsupported("input", "must be text: tokens are the model's own");
    }
    List<String> texts = fields.texts("input", MOST_TEXTS);
    if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
      throw RequestFields.wrong("input", "must be a text or up to 32 texts, none of them empty");
    }
    return texts;
  }

  private static int tokens(String text) {
    int tokens = text.length() > 16 * MOST_TOKENS ? MOST_TOKENS + 1 : TokenBudget.tokens(text);
    if (tokens > MOST_TOKENS) {
      throw RequestFields.wrong(
          "input", "holds a text of more than %d tokens; split it".formatted(MOST_TOKENS));
    }
    return tokens;
  }

  private static boolean base64(RequestFields fields) {
    String format = fields.optionalText("encoding_format");
    if (format == null || format.equals("float")) {
      return false;
    }
    if (format.equals("base64")) {
      return true;
    }
    throw RequestFields.wrong("encoding_format", "must be float or base64");
  }
}
