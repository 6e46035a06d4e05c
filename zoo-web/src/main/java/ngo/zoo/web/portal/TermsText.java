package ngo.zoo.web.portal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ngo.zoo.billing.HourlyRate;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanTerms.ModelPrice;
import ngo.zoo.billing.PlanTerms.PriceTier;
import ngo.zoo.billing.PlanTerms.VolumeTier;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A plan's terms as staff write them: one line per model with the price of a query, of 1M input and
 * of 1M output tokens ({@code -} for none), then tiers as {@code above:price}; discounts as {@code
 * above:percent}.
 */
final class TermsText {
  private static final String NONE = "-";

  private TermsText() {}

  /**
   * @throws Refusal {@code plan-terms-invalid} naming the field
   */
  static PlanTerms read(
      String prices,
      String tiers,
      String minimum,
      String free,
      boolean durable,
      String strategy,
      String rate) {
    List<ModelPrice> models =
        prices
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(TermsText::price)
            .toList();
    List<VolumeTier> volumes = words(tiers).map(TermsText::volume).toList();
    Amount least = minimum.isBlank() ? Amount.zero(Asset.KEEPER) : amount("minimum", minimum);
    long queries = free.isBlank() ? 0 : number("free", free.strip());
    return new PlanTerms(models, volumes, least, queries, durable, strategy, rate(rate));
  }

  private static int rate(String text) {
    String digits = text.strip();
    long perHour = digits.matches("[0-9]{1,10}") ? Long.parseLong(digits) : 0;
    if (perHour > HourlyRate.MOST || (perHour == 0 && !digits.isEmpty())) {
      throw Refusal.field(
          "plan-terms-invalid",
          "rate",
          "Write a whole number such as 500, or nothing for the governed rate");
    }
    return (int) perHour;
  }

  private static ModelPrice price(String line) {
    List<String> words = words(line).toList();
    List<PriceTier> tiers = new ArrayList<>();
    for (String word : words.subList(Math.min(4, words.size()), words.size())) {
      String[] parts = pair("prices", word);
      tiers.add(new PriceTier(number("prices", parts[0]), amount("prices", parts[1])));
    }
    return new ModelPrice(
        words.getFirst(), optional(words, 1), optional(words, 2), optional(words, 3), tiers);
  }

  private static VolumeTier volume(String word) {
    String[] parts = pair("tiers", word.replace("%", ""));
    long hundredths;
    try {
      hundredths = new BigDecimal(parts[1]).movePointRight(2).longValueExact();
    } catch (ArithmeticException | NumberFormatException unreadable) {
      throw wrong("tiers", word);
    }
    if (hundredths < 0 || hundredths > 10_000) {
      throw wrong("tiers", word);
    }
    return new VolumeTier(number("tiers", parts[0]), (int) hundredths);
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty());
  }

  private static @Nullable Amount optional(List<String> words, int index) {
    boolean none = index >= words.size() || words.get(index).equals(NONE);
    return none ? null : amount("prices", words.get(index));
  }

  private static String[] pair(String field, String word) {
    String[] parts = word.split(":", -1);
    if (parts.length != 2) {
      throw wrong(field, word);
    }
    return parts;
  }

  private static Amount amount(String field, String text) {
    try {
      return Amount.parse(Asset.KEEPER, text);
    } catch (NumberFormatException | ArithmeticException unreadable) {
      throw wrong(field, text);
    }
  }

  private static long number(String field, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException unreadable) {
      throw wrong(field, text);
    }
  }

  private static Refusal wrong(String field, String text) {
    return Refusal.field("plan-terms-invalid", field, "“" + text + "” is not understood here");
  }

  /** Tiers of a model for the eye: {@code from 10,001: 0.006}. */
  static String tiers(ModelPrice price) {
    return price.tiers().stream()
        .map(
            tier ->
                String.format(
                    Locale.UK, "from %,d: %s", tier.above() + 1, tier.perQuery().decimal()))
        .collect(Collectors.joining("; "));
  }
}
