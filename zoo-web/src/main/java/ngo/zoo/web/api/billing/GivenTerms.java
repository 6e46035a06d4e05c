package ngo.zoo.web.api.billing;

import java.util.List;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.routing.Strategy;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.RequiredField;
import org.jspecify.annotations.Nullable;

/**
 * Terms of a plan as a client writes them; what is left out is none.
 *
 * @param prices of models; one without a price costs its fee of the fee table
 * @param tiers discounts on queries beyond a number of all queries of a period
 * @param minimum least charge of a period
 * @param freeQueries that many first queries of a period are free
 * @param durableReceipts whether an answer waits for its receipt's commit
 * @param strategy how nodes are chosen when a request names nothing, as in its {@code zoo} block
 * @param questionsPerHour most questions of an organisation in an hour; the governed rate when left
 *     out
 */
public record GivenTerms(
    @Nullable List<Price> prices,
    @Nullable List<Volume> tiers,
    @Nullable GivenAmount minimum,
    @Nullable Long freeQueries,
    @Nullable Boolean durableReceipts,
    @Nullable String strategy,
    @Nullable Integer questionsPerHour) {
  static final String EXAMPLE =
      """
      {"prices": [{"model": "zoo-keeper-tiny", "per_query": {"value": "0.008"},
         "per_million_output": {"value": "2"},
         "tiers": [{"above": 10000, "per_query": {"value": "0.006"}}]}],
       "tiers": [{"above": 50000, "discount_bp": 1000}],
       "minimum": {"value": "50"}, "free_queries": 100,
       "questions_per_hour": 20000}
      """;

  /**
   * What a model costs.
   *
   * @param perMillionInput of 1 000 000 prompt tokens, at most 12 decimals
   * @param perMillionOutput of 1 000 000 completion tokens, at most 12 decimals
   */
  public record Price(
      @Nullable String model,
      @Nullable GivenAmount perQuery,
      @Nullable GivenAmount perMillionInput,
      @Nullable GivenAmount perMillionOutput,
      @Nullable List<Tier> tiers) {
    private PlanTerms.ModelPrice read() {
      return new PlanTerms.ModelPrice(
          RequiredField.of("model", model),
          GivenAmount.optional("per_query", perQuery),
          GivenAmount.optional("per_million_input", perMillionInput),
          GivenAmount.optional("per_million_output", perMillionOutput),
          tiers == null ? List.of() : tiers.stream().map(Tier::read).toList());
    }
  }

  /** Each query of the model after the first {@code above} ones costs this. */
  public record Tier(@Nullable Long above, @Nullable GivenAmount perQuery) {
    private PlanTerms.PriceTier read() {
      return new PlanTerms.PriceTier(
          RequiredField.of("above", above), GivenAmount.read("per_query", perQuery));
    }
  }

  /** Each query after the first {@code above} ones is cheaper by these basis points. */
  public record Volume(@Nullable Long above, @Nullable Integer discountBp) {
    private PlanTerms.VolumeTier read() {
      return new PlanTerms.VolumeTier(
          RequiredField.of("above", above), RequiredField.of("discount_bp", discountBp));
    }
  }

  private static String known(@Nullable String strategy) {
    Strategy wanted = Names.filter(Strategy.class, "strategy", strategy);
    return wanted == null ? "" : Names.of(wanted);
  }

  PlanTerms read() {
    return new PlanTerms(
        prices == null ? List.of() : prices.stream().map(Price::read).toList(),
        tiers == null ? List.of() : tiers.stream().map(Volume::read).toList(),
        minimum == null ? Amount.zero(Asset.KEEPER) : GivenAmount.read("minimum", minimum),
        freeQueries == null ? 0 : freeQueries,
        Boolean.TRUE.equals(durableReceipts),
        known(strategy),
        questionsPerHour == null ? 0 : questionsPerHour);
  }
}
