package ngo.zoo.billing;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a plan charges for a period, in KEEPER. A model without a price here costs what the fee
 * table took for it.
 *
 * @param prices at most one of a model
 * @param tiers discounts by the number of all queries of the period, ascending
 * @param minimum least charge of a period; zero for none
 * @param freeQueries that many first queries of a period cost nothing, their tokens included
 * @param durableReceipts whether an answer waits until its receipt is committed to the disk
 * @param strategy how nodes are chosen when a request names nothing, as its {@code zoo} block would
 *     name it; empty for the governed one
 * @param questionsPerHour how often an organisation asks at most, with all its keys together; 0 for
 *     the governed rate
 */
public record PlanTerms(
    List<ModelPrice> prices,
    List<VolumeTier> tiers,
    Amount minimum,
    long freeQueries,
    boolean durableReceipts,
    String strategy,
    int questionsPerHour) {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final int WHOLE = 10_000;

  /** The fee table and nothing else. */
  public static final PlanTerms FEE_TABLE =
      new PlanTerms(List.of(), List.of(), Amount.zero(Asset.KEEPER), 0);

  /** Terms whose answers do not wait for their receipts. */
  public PlanTerms(
      List<ModelPrice> prices, List<VolumeTier> tiers, Amount minimum, long freeQueries) {
    this(prices, tiers, minimum, freeQueries, false);
  }

  /** Terms under which nodes are chosen as governed. */
  public PlanTerms(
      List<ModelPrice> prices,
      List<VolumeTier> tiers,
      Amount minimum,
      long freeQueries,
      boolean durableReceipts) {
    this(prices, tiers, minimum, freeQueries, durableReceipts, "", 0);
  }

  /**
   * What a model costs.
   *
   * @param perQuery of the first queries; null for nothing
   * @param perMillionInput of 1 000 000 prompt tokens, at most 12 decimals so that one token costs
   *     whole base units; null for nothing
   * @param perMillionOutput of 1 000 000 completion tokens, likewise
   * @param tiers other prices of a query by the number of the model's queries, ascending
   */
  public record ModelPrice(
      String model,
      @Nullable Amount perQuery,
      @Nullable Amount perMillionInput,
      @Nullable Amount perMillionOutput,
      List<PriceTier> tiers) {
    /**
     * @throws Refusal {@code plan-terms-invalid}
     */
    public ModelPrice {
      tiers = List.copyOf(tiers);
      check(!model.isBlank() && model.length() <= 200, "A price names its model");
      price(perQuery);
      tokens(perMillionInput);
      tokens(perMillionOutput);
      tiers.forEach(tier -> price(tier.perQuery()));
      ascending(tiers.stream().map(PriceTier::above).toList());
      check(perQuery != null || tiers.isEmpty(), "Tiers of " + model + " need a price of a query");
    }
  }

  /** Each query of a model after the first {@code above} ones costs this. */
  public record PriceTier(long above, Amount perQuery) {}

  /**
   * Each query after the first {@code above} ones is cheaper.
   *
   * @param discountBp basis points off all that the query costs
   */
  public record VolumeTier(long above, int discountBp) {
    /**
     * @throws Refusal {@code plan-terms-invalid}
     */
    public VolumeTier {
      check(
          discountBp >= 0 && discountBp <= WHOLE, "A discount is 0 to 10000 basis points (100 %)");
    }
  }

  /**
   * @throws Refusal {@code plan-terms-invalid}
   */
  public PlanTerms {
    prices = List.copyOf(prices);
    tiers = List.copyOf(tiers);
    price(minimum);
    check(freeQueries >= 0, "Free queries are none or some");
    check(
        questionsPerHour >= 0 && questionsPerHour <= HourlyRate.MOST,
        "Questions an hour are 1 to %d, or none for the governed rate".formatted(HourlyRate.MOST));
    ascending(tiers.stream().map(VolumeTier::above).toList());
    Set<String> models = new HashSet<>();
    prices.forEach(one -> check(models.add(one.model()), one.model() + " has two prices"));
  }

  /** Null for a model of the fee table. */
  public @Nullable ModelPrice priceOf(String model) {
    return prices.stream().filter(one -> one.model().equals(model)).findFirst().orElse(null);
  }

  /**
   * The terms of a part of a period: minimum, free queries and thresholds by its share of the time,
   * cut to whole units and queries.
   */
  public PlanTerms partOf(long length, long whole) {
    if (length == whole) {
      return this;
    }
    return new PlanTerms(
        prices.stream()
            .map(
                one ->
                    new ModelPrice(
                        one.model(),
                        one.perQuery(),
                        one.perMillionInput(),
                        one.perMillionOutput(),
                        one.tiers().stream()
                            .map(
                                tier ->
                                    new PriceTier(
                                        share(tier.above(), length, whole), tier.perQuery()))
                            .toList()))
            .toList(),
        tiers.stream()
            .map(tier -> new VolumeTier(share(tier.above(), length, whole), tier.discountBp()))
            .toList(),
        Amount.keeper(
            minimum.units().multiply(BigInteger.valueOf(length)).divide(BigInteger.valueOf(whole))),
        share(freeQueries, length, whole),
        durableReceipts,
        strategy,
        questionsPerHour);
  }

  private static long share(long count, long length, long whole) {
    return BigInteger.valueOf(count)
        .multiply(BigInteger.valueOf(length))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }

  private static void ascending(List<Long> thresholds) {
    long last = -1;
    for (long threshold : thresholds) {
      check(threshold >= 0 && threshold >= last, "Tiers stand in ascending order of above");
      last = threshold;
    }
  }

  private static void tokens(@Nullable Amount perMillion) {
    price(perMillion);
    check(
        perMillion == null || perMillion.units().mod(MILLION).signum() == 0,
        "A price of 1M tokens has at most 12 decimals");
  }

  private static void price(@Nullable Amount price) {
    check(
        price == null || (price.asset() == Asset.KEEPER && !price.isNegative()),
        "Prices are KEEPER and not negative");
  }

  private static void check(boolean holds, String detail) {
    if (!holds) {
      throw Refusal.field("plan-terms-invalid", "terms", detail);
    }
  }
}
