package ngo.zoo.web.api.chat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.web.api.Names;
import org.jspecify.annotations.Nullable;

/** Our extension of OpenAI's request: {@code "zoo": {…}}. */
record ZooFields(RequestFields fields) {
  static final Set<String> KNOWN =
      Set.of(
          "domain",
          "library_version",
          "experiences",
          "redundancy",
          "verification",
          "strategy",
          "max_price",
          "only",
          "ignore",
          "session");
  private static final int MOST_NODES = 32;
  private static final int MOST_REDUNDANCY = 9;
  private static final int LONGEST_DOMAIN = 100;
  private static final Pattern ROOT = Pattern.compile("[0-9a-fA-F]{64}");

  /**
   * @throws ngo.zoo.shared.Refusal {@code unknown-parameter}
   */
  static ZooFields of(RequestFields request) {
    RequestFields fields = request.object("zoo");
    fields.known(KNOWN);
    return new ZooFields(fields);
  }

  @Nullable String domain() {
    String domain = fields.optionalText("domain");
    if (domain != null && (domain.isBlank() || domain.length() > LONGEST_DOMAIN)) {
      throw RequestFields.wrong("zoo.domain", "must be the domain of a library");
    }
    return domain;
  }

  /** {@code on}, {@code off}, or the root of the version that must be used. */
  boolean experiences() {
    String wanted = wanted();
    if (wanted == null || wanted.equals("on") || ROOT.matcher(wanted).matches()) {
      return true;
    }
    if (wanted.equals("off")) {
      return false;
    }
    throw RequestFields.wrong(
        "zoo.experiences", "must be \"on\", \"off\" or a library version's root in hex");
  }

  /** With what the request asks for by OpenAI's own fields. */
  QuestionOptions options(QuestionOptions openAi) {
    return new QuestionOptions(
        openAi.choices(),
        openAi.logprobs(),
        openAi.topLogprobs(),
        openAi.toolsJson(),
        openAi.toolChoiceJson(),
        openAi.responseFormatJson(),
        version(),
        root(),
        fields.integer("redundancy", 0, 1, MOST_REDUNDANCY),
        word("verification", VerificationMode.class),
        word("strategy", Strategy.class),
        maxPrice(),
        nodes("only"),
        nodes("ignore"),
        fields.optionalText("session"));
  }

  private @Nullable String wanted() {
    return fields.optionalText("experiences");
  }

  private @Nullable String root() {
    String wanted = wanted();
    return wanted != null && ROOT.matcher(wanted).matches()
        ? wanted.toLowerCase(Locale.ROOT)
        : null;
  }

  private @Nullable Integer version() {
    return fields.has("library_version")
        ? (Integer) fields.integer("library_version", 0, 1, Integer.MAX_VALUE)
        : null;
  }

  private <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
    return Names.filter(type, "zoo." + name, fields.optionalText(name));
  }

  private Set<String> nodes(String name) {
    return Set.copyOf(fields.texts(name, MOST_NODES));
  }

  /** A decimal string, or an amount as the API writes it; never a number, which clients round. */
  private @Nullable Amount maxPrice() {
    return switch (fields.value("max_price")) {
      case null -> null;
      case JsonString decimal -> keeper(decimal.getString());
      case JsonObject amount
          when "KEEPER".equals(amount.getString("asset", null))
              && amount.get("value") instanceof JsonString value ->
          keeper(value.getString());
      case JsonValue _ -> throw price();
    };
  }

  private static Amount keeper(String decimal) {
    try {
      Amount amount = Amount.parse(Asset.KEEPER, decimal);
      if (!amount.isNegative()) {
        return amount;
      }
    } catch (ArithmeticException | NumberFormatException notDecimal) {
      throw price();
    }
    throw price();
  }

  private static RuntimeException price() {
    return RequestFields.wrong(
        "zoo.max_price",
        "must be a decimal string of KEEPER such as \"0.01\", or"
            + " {\"value\":\"0.01\",\"asset\":\"KEEPER\"}");
  }
}
